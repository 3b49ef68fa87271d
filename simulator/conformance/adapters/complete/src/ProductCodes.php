<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 商品コードの連携。 */
final class ProductCodes
{
    private const MOST = 10;

    /** @param string $setting cutFromHead 10文字を超えたら頭から切る、notSent 連携しない */
    public function __construct(private readonly string $setting)
    {
    }

    public function isSent(): bool
    {
        return $this->setting !== 'notSent';
    }

    /**
     * 送る商品コード。
     *
     * @param list<string> $warnings 担当者に知らせることを足します
     * @throws Unsendable 半角でない文字が残る
     */
    public function fit(Part $item, array &$warnings): string
    {
        if (!$this->isSent()) {
            return '';
        }
        // バイトで切ると、文字の途中で切れます。文字に分けてから切ります。
        $characters = Characters::split($item->code);
        $cut = array_splice($characters, 0, max(0, count($characters) - self::MOST));
        $code = implode('', $characters);
        $wrong = array_filter($characters, static fn (string $character): bool => !Characters::isHalf($character));
        if ($wrong !== []) {
            $found = implode('', $wrong);
            throw Unsendable::because(
                $item->field . '.code',
                "商品「{$item->name}」の商品コード「{$code}」に、半角でない文字「{$found}」があります。商品コードを半角にしてください。",
            );
        }
        if ($cut !== []) {
            $head = implode('', $cut);
            $warnings[] = "商品「{$item->name}」の商品コードは10文字を超えるため、先頭の「{$head}」を切って「{$code}」を送信します";
        }
        return $code;
    }
}

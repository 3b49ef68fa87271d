<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 申込書の1つの欄。 */
final class ApplicationField
{
    /** 全角の文字、カナ、数字、電話番号、郵便番号、年月、一覧から選ぶもの。 */
    public const TEXT = 'text';
    public const KANA = 'kana';
    public const DIGITS = 'digits';
    public const TELEPHONE = 'telephone';
    public const POSTAL = 'postal';
    public const MONTH = 'month';
    public const CHOICE = 'choice';

    /**
     * @param string $name フォームの名前（誤りを示す名前でもある）
     * @param string $item 取引先登録（AN060）の項目
     * @param int $most 文字数か桁数の上限
     * @param bool $required いつも要るか（$section が使われるときに限る）
     * @param string $section この欄を使う場面。空ならいつも
     * @param array<string, string> $choices フォームの値 => 送る値
     * @param bool $isCompany 会社名か（法人格を含められない）
     */
    public function __construct(
        public readonly string $name,
        public readonly string $item,
        public readonly string $label,
        public readonly string $kind,
        public readonly int $most = 0,
        public readonly bool $required = true,
        public readonly string $section = '',
        public readonly array $choices = [],
        public readonly bool $isCompany = false,
    ) {
    }

    /** 入力された文字を、送る形にそろえます。切ることはしません。 */
    public function converted(string $value): string
    {
        $value = preg_replace('/^[\s\x{3000}]+|[\s\x{3000}]+$/u', '', $value) ?? '';
        return match ($this->kind) {
            self::TEXT, self::KANA => Width::full($value),
            self::TELEPHONE => Width::number($value),
            self::POSTAL => str_replace(['-', '〒'], '', Width::number($value)),
            self::DIGITS, self::MONTH => preg_replace('/\s+/u', '', Width::half($value)) ?? '',
            self::CHOICE => $value,
        };
    }

    /** 値の誤り。なければ null。 */
    public function wrong(string $value, Clock $clock): ?string
    {
        return match ($this->kind) {
            self::TEXT => $this->wrongText($value),
            self::KANA => $this->wrongKana($value),
            self::TELEPHONE => self::wrongTelephone($value),
            self::POSTAL => preg_match('/^\d{7}$/D', $value) === 1 ? null : '7桁の数字で入力してください',
            self::DIGITS => preg_match('/^\d{1,' . $this->most . '}$/D', $value) === 1
                ? null
                : "{$this->most}桁以内の数字で入力してください",
            self::MONTH => self::wrongMonth($value, $clock),
            self::CHOICE => isset($this->choices[$value]) ? null : '一覧から選んでください',
        };
    }

    private function wrongText(string $value): ?string
    {
        foreach (Characters::split($value) as $character) {
            if (!Characters::isSendable($character)) {
                return "「{$character}」は使えません。別の文字で書いてください";
            }
            if (Characters::isHalf($character)) {
                return "「{$character}」は全角で入力してください";
            }
        }
        if ($this->isCompany && ($form = LegalForms::nameIn($value)) !== null) {
            return "「{$form}」は法人格の欄で選び、ここには入れないでください";
        }
        $length = Characters::count($value);
        return $length > $this->most ? "{$this->most}文字以内で入力してください（いまは{$length}文字）" : null;
    }

    private function wrongKana(string $value): ?string
    {
        if (!Characters::isKana($value)) {
            return '全角カタカナで入力してください';
        }
        if ($this->isCompany && ($form = LegalForms::readingIn($value)) !== null) {
            return "「{$form}」を除いて入力してください。法人格は法人格の欄で選びます";
        }
        $length = Characters::kanaLength($value);
        return $length > $this->most ? "濁点も1文字と数えて、{$this->most}文字以内で入力してください（いまは{$length}文字）" : null;
    }

    private static function wrongTelephone(string $value): ?string
    {
        if (preg_match('/^[0-9-]+$/D', $value) !== 1) {
            return '数字とハイフンだけで入力してください';
        }
        $digits = strlen(str_replace('-', '', $value));
        if ($digits < 10 || $digits > 11) {
            return "10桁か11桁の番号を入力してください（いまは{$digits}桁）";
        }
        // 市外局番の長さは番号だけでは分からないので、お店がハイフンを補うことはできません。
        return substr_count($value, '-') === 2 ? null : '市外局番・市内局番・番号の間に、ハイフンを2つ入れてください（例：03-1234-5678）';
    }

    private static function wrongMonth(string $value, Clock $clock): ?string
    {
        if (preg_match('/^\d{4}(0[1-9]|1[0-2])$/D', $value) !== 1) {
            return '西暦4桁と月2桁で入力してください（例：201304）';
        }
        return $value > $clock->now()->format('Ym') ? '今月までの年月を入力してください' : null;
    }
}

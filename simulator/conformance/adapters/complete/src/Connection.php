<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** どこへ、だれとして送るか。お店の設定画面に入れるものです。 */
final class Connection
{
    public function __construct(
        public readonly string $url,
        public readonly string $traderCode,
        public readonly Secret $passWord,
        public readonly ?string $caFile,
    ) {
    }

    /** @param array{url: string, traderCode: string, passWord: string, caFile?: ?string} $message */
    public static function fromMessage(#[\SensitiveParameter] array $message): self
    {
        return new self(
            rtrim($message['url'], '/'),
            $message['traderCode'],
            new Secret($message['passWord']),
            $message['caFile'] ?? null,
        );
    }

    /** APIのアドレス。例：AN010 */
    public function address(string $api): string
    {
        return $this->url . '/kuroneko-anshin/' . $api . 'APIAction.action';
    }
}

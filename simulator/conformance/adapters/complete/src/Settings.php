<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 支払方法の設定。 */
final class Settings
{
    /** お店にあるユーザーグループ。 */
    private const GROUPS = ['4', '7', '9'];

    /** @param list<string> $groups */
    private function __construct(
        public readonly string $rounding,
        public readonly string $taxCalculation,
        public readonly string $productCodes,
        public readonly bool $onlyForGroup,
        public readonly string $groupId,
        public readonly string $environment,
        public readonly array $groups,
    ) {
    }

    /**
     * ない設定は、お店の普段のとおりです。
     *
     * @param array<string, mixed> $message
     * @throws Unsupported
     */
    public static function fromMessage(array $message): self
    {
        $groupId = (string) ($message['groupId'] ?? '9');
        return new self(
            self::word($message, 'rounding', ['down', 'up', 'halfUp']),
            self::word($message, 'taxCalculation', ['perRate', 'perLine', 'perUnit']),
            self::word($message, 'productCodes', ['cutFromHead', 'notSent']),
            $message['onlyForGroup'] ?? false,
            $groupId,
            self::word($message, 'environment', ['test', 'production']),
            array_values(array_unique([...self::GROUPS, $groupId])),
        );
    }

    /**
     * @param array<string, mixed> $message
     * @param non-empty-list<string> $known 最初が、お店の普段の設定
     */
    private static function word(array $message, string $name, array $known): string
    {
        $word = $message[$name] ?? $known[0];
        return in_array($word, $known, true) ? $word : throw new Unsupported("settings.{$name}={$word}");
    }
}

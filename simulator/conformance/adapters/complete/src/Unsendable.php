<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** このままでは送れない。分かった誤りを、すべて持ちます。 */
final class Unsendable extends RuntimeException
{
    /** @param non-empty-list<Problem> $problems */
    public function __construct(public readonly array $problems)
    {
        parent::__construct(implode("\n", array_map(static fn (Problem $problem): string => $problem->message, $problems)));
    }

    public static function because(string $field, string $message): self
    {
        return new self([new Problem($field, $message)]);
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お店の記録。要求の本文と、お客様の名前・電話番号は書きません。 */
final class Log
{
    private const FILE = 'shop.log';

    public function __construct(private readonly Store $store, private readonly Clock $clock)
    {
    }

    public function add(string $line): void
    {
        $this->store->append(self::FILE, $this->clock->now()->format('Y-m-d H:i:s') . ' ' . $line . "\n");
    }

    public function text(): string
    {
        return $this->store->text(self::FILE);
    }
}

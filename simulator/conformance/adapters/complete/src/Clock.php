<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use DateTimeImmutable;
use DateTimeZone;

/** 日本の時計。検査では、告げられた時刻で止まります。 */
final class Clock
{
    private ?DateTimeImmutable $told = null;

    public function set(string $now): void
    {
        $this->told = new DateTimeImmutable($now);
    }

    public function now(): DateTimeImmutable
    {
        // サーバーの時計がUTCでも、受注日は日本の日付です。
        return ($this->told ?? new DateTimeImmutable())->setTimezone(new DateTimeZone('Asia/Tokyo'));
    }
}

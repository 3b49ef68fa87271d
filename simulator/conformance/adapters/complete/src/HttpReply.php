<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** HTTPの応答。 */
final class HttpReply
{
    public function __construct(
        public readonly int $status,
        public readonly string $contentType,
        public readonly string $body,
    ) {
    }

    /** Content-Type の charset。なければ空。 */
    public function charset(): string
    {
        return preg_match('/;\s*charset\s*=\s*"?([^\s";]+)/i', $this->contentType, $found) === 1 ? $found[1] : '';
    }
}

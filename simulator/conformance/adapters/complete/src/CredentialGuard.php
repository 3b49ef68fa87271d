<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 加盟店コードやパスワードの誤りを、繰り返し送らないための見張り。1分に3回までです。 */
final class CredentialGuard
{
    private const MOST = 3;
    private const SECONDS = 60;

    public function __construct(private readonly Store $store)
    {
    }

    public function mayTry(): bool
    {
        return count($this->recent()) < self::MOST;
    }

    public function wasRefused(): void
    {
        $this->store->locked('credentials', function (): void {
            $this->store->write('guard', 'credentials', ['refused' => [...$this->recent(), time()]]);
        });
    }

    /** @return list<int> この1分に断られた時刻 */
    private function recent(): array
    {
        $refused = $this->store->read('guard', 'credentials')['refused'] ?? [];
        return array_values(array_filter($refused, static fn (int $at): bool => time() - $at < self::SECONDS));
    }
}

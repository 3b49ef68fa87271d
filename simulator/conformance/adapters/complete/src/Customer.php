<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お店の会員。 */
final class Customer
{
    /** 申込みがヤマトに届いたか分からない。 */
    public const OPEN = 'open';
    /** 届いた。審査の結果は、審査状況照会で確かめます。 */
    public const SENT = 'sent';
    /** 応答が失われ、確かめると届いていなかった。同じ取引先IDで申し込み直せます。 */
    public const NOT_ARRIVED = 'notArrived';
    /** 断られたか、送れなかった。同じ取引先IDで申し込み直せます。 */
    public const NOT_ACCEPTED = 'notAccepted';

    /** 取引先ID。申込みがヤマトに届いていることが確かなもの。 */
    public ?string $buyerId = null;

    /** @var array{buyerId: string, state: string, lastSeen: ?string}|null 最後の申込み */
    public ?array $application = null;

    /** 申込みの回数。取引先IDの下2桁です。 */
    public int $applications = 0;

    /** @param int $member 会員番号 */
    public function __construct(
        public readonly string $key,
        public readonly int $made,
        public readonly int $member,
        public readonly string $email,
        public string $groups,
    ) {
    }

    /** @param array<string, mixed> $saved */
    public static function fromArray(array $saved): self
    {
        $customer = new self($saved['key'], $saved['made'], $saved['member'], $saved['email'], $saved['groups']);
        $customer->buyerId = $saved['buyerId'];
        $customer->application = $saved['application'];
        $customer->applications = $saved['applications'];
        return $customer;
    }

    /** @return array<string, mixed> */
    public function toArray(): array
    {
        return get_object_vars($this);
    }

    /** 結果の分からない申込みがあるか。 */
    public function hasOpenApplication(): bool
    {
        return ($this->application['state'] ?? '') === self::OPEN;
    }

    /** 最後の申込みが、ヤマトにあるかもしれないか。 */
    public function mayHaveArrived(): bool
    {
        return in_array($this->application['state'] ?? '', [self::OPEN, self::SENT], true);
    }

    /** 申し込むときの取引先ID：会員番号10桁と、申込みの回数2桁。数字だけなので、取消にも使えます。 */
    public function idOf(int $application): string
    {
        return sprintf('%010d%02d', $this->member, $application);
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 注文手続きで、クロネコ掛け払いを選べるか。 */
final class Eligibility
{
    public const NOT_A_BUYER = '取引先登録をしていません';

    private const USABLE = '利用可';

    public function __construct(
        private readonly Settings $settings,
        private readonly Client $client,
        private readonly Store $store,
    ) {
    }

    /**
     * @param string $view 画面の名前。1つの画面では、何か所で尋ねられても1回だけ照会します
     * @return array<string, mixed>
     */
    public function offer(Customer $customer, string $view): array
    {
        $reason = $this->reasonAgainst($customer);
        $buyerId = $this->buyerId($customer);
        if ($reason !== null || $buyerId === null) {
            return ['offered' => false, 'reason' => $reason ?? self::NOT_A_BUYER];
        }
        // 実際のお店では、1つのリクエストの間だけ覚えます。次の画面では、そのときの金額を示します。
        $page = $view . ' ' . $buyerId;
        return $this->store->read('views', $page) ?? $this->ask($buyerId, $page);
    }

    /** @return array<string, mixed> */
    private function ask(string $buyerId, string $page): array
    {
        $answer = $this->client->inquireUsage($buyerId);
        if ($answer->outcome === Outcome::Unknown || $answer->outcome === Outcome::NotSent) {
            // 照会できなければ選べません。注文手続きは、ほかの支払方法で続けられます。覚えずに、次はまた尋ねます。
            return ['offered' => false, 'reason' => '利用状況を照会できません'];
        }
        $offer = self::read($answer, $buyerId);
        $this->store->write('views', $page, $offer);
        return $offer;
    }

    /** 照会するまでもなく選べないなら、その理由。 */
    public function reasonAgainst(Customer $customer): ?string
    {
        if (!$this->settings->onlyForGroup) {
            return null;
        }
        $groups = explode('; ', $customer->groups);
        return in_array($this->settings->groupId . ':A', $groups, true)
            ? null
            : 'ユーザーグループ「クロネコ掛け払い取引先」で有効になっていません';
    }

    /** 取引先ID。テスト環境では、決まったメールアドレスの会員がテスト取引先になります。 */
    public function buyerId(Customer $customer): ?string
    {
        if ($customer->buyerId !== null) {
            return $customer->buyerId;
        }
        $isTest = preg_match('/^(1111|2222|3333|4444)@cs-cart\.jp$/iD', $customer->email, $found) === 1;
        return $isTest && $this->settings->environment === 'test' ? $found[1] : null;
    }

    /** @return array<string, mixed> */
    private static function read(Answer $answer, string $buyerId): array
    {
        if (!$answer->isDone()) {
            return ['offered' => false, 'reason' => '利用状況を照会できません（' . implode('、', $answer->codes) . '）'];
        }
        $answered = $answer->value('buyerId');
        if ($answered !== '' && $answered !== $buyerId) {
            return ['offered' => false, 'reason' => '別の取引先の利用状況が返りました'];
        }
        $usability = $answer->value('useUsable');
        $offer = [
            // 「一部利用可」「ご利用可」など、ほかの言葉では選べません。
            'offered' => $usability === self::USABLE,
            'usability' => $usability,
            'limit' => self::yen($answer->value('useOverLimit')),
            'used' => self::yen($answer->value('usePayment')),
        ];
        return $offer['offered'] ? $offer : $offer + ['reason' => "利用状況が「{$usability}」です"];
    }

    private static function yen(string $text): ?string
    {
        return preg_match('/^(-?)0*(\d+)$/D', $text, $found) === 1 ? $found[1] . $found[2] : null;
    }
}

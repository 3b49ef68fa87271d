<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 審査状況の照会。 */
final class Screening
{
    private const STATES = [
        '審査中' => 'pending', 'ご利用可' => 'accepted', '申込不備' => 'incomplete',
        'ご利用不可' => 'refused', '取消' => 'cancelled', '限度額変更' => 'limitChanged',
    ];

    /** もう一度申し込める結果。 */
    private const MAY_APPLY_AGAIN = ['incomplete', 'refused', 'cancelled'];

    private const TOLD = [
        'none' => 'お申し込みがありません。',
        'pending' => '審査中です。',
        'accepted' => 'クロネコ掛け払いをご利用いただけます。',
        'incomplete' => 'お申し込み内容に不備がありました。内容をお確かめのうえ、もう一度お申し込みください。',
        'refused' => 'クロネコ掛け払いをご利用いただけません。',
        'cancelled' => 'クロネコ掛け払いのお申し込みは取り消されています。',
        'limitChanged' => 'クロネコ掛け払いをご利用いただけます（利用限度額が変更されました）。',
        'other' => 'お申し込みの状況を確認しています。',
        'unavailable' => 'お申し込みの状況を、いま照会できません。時間をおいてお試しください。',
    ];

    public function __construct(
        private readonly Customers $customers,
        private readonly Eligibility $eligibility,
        private readonly Client $client,
    ) {
    }

    /** @return array{state: string, mayApplyAgain: bool, told: array{buyer: string, operator: string}} */
    public function look(Customer $customer): array
    {
        $buyerId = $customer->mayHaveArrived() ? $customer->application['buyerId'] : $this->eligibility->buyerId($customer);
        if ($buyerId === null) {
            return self::seen('none', true, '申込みがありません。');
        }
        $answer = $this->client->inquireScreening($buyerId);
        $state = match (true) {
            $answer->isDone() => $this->read($customer, $answer, $buyerId),
            $answer->hasCode('G080001') => $this->afterTheTime($customer, $buyerId),
            $answer->hasCode('G070001') && $customer->hasOpenApplication() => $this->neverArrived($customer),
            default => 'unavailable',
        };
        $mayApplyAgain = in_array($state, ['none', ...self::MAY_APPLY_AGAIN], true);
        $code = $answer->codes === [] ? '' : '（' . implode('、', $answer->codes) . '）';
        return self::seen($state, $mayApplyAgain, ($answer->value('judgeStatus') ?: self::TOLD[$state]) . $code);
    }

    private function read(Customer $customer, Answer $answer, string $buyerId): string
    {
        $answered = $answer->value('buyerId');
        if ($answered !== '' && $answered !== $buyerId) {
            return 'unavailable';
        }
        // 知らない言葉を、可とも断りともみなしません。
        $state = self::STATES[$answer->value('judgeStatus')] ?? 'other';
        if ($customer->mayHaveArrived()) {
            // 返事があったので、申込みは届いています。
            $customer->application['state'] = Customer::SENT;
            $customer->application['lastSeen'] = $state;
            $customer->buyerId = $buyerId;
            $this->customers->save($customer);
        }
        return $state;
    }

    /** 照会期間（60日）を過ぎたら、利用金額照会で確かめます。 */
    private function afterTheTime(Customer $customer, string $buyerId): string
    {
        $usage = $this->client->inquireUsage($buyerId);
        if (!$usage->isDone()) {
            return 'unavailable';
        }
        if ($usage->value('useUsable') === '利用可') {
            return 'accepted';
        }
        $lastSeen = $customer->application['lastSeen'] ?? null;
        return in_array($lastSeen, self::MAY_APPLY_AGAIN, true) ? $lastSeen : 'other';
    }

    /** 応答の失われた申込みは、届いていませんでした。同じ取引先IDで、もう一度申し込めます。 */
    private function neverArrived(Customer $customer): string
    {
        $customer->application['state'] = Customer::NOT_ARRIVED;
        $this->customers->save($customer);
        return 'none';
    }

    /** @return array{state: string, mayApplyAgain: bool, told: array{buyer: string, operator: string}} */
    private static function seen(string $state, bool $mayApplyAgain, string $operator): array
    {
        return [
            'state' => $state,
            'mayApplyAgain' => $mayApplyAgain,
            'told' => ['buyer' => self::TOLD[$state], 'operator' => $operator],
        ];
    }
}

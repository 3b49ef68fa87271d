<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 決済登録と決済取消。 */
final class Settlements
{
    /** カート社識別コード：20文字以内、カンマと空白を除くASCII。 */
    private const CART_CODE = 'kakebarai-php';

    public const ALREADY_CANCELLED = 'この注文の決済は取消済みです。';

    public const STILL_OPEN = '結果の分からない送信があります。先に「確認する」で結果を確かめてください。';

    public function __construct(
        private readonly Store $store,
        private readonly Orders $orders,
        private readonly Sending $sending,
        private readonly Lines $lines,
        private readonly Eligibility $eligibility,
        private readonly Clock $clock,
    ) {
    }

    /**
     * 注文を確定します。同じ key がもう一度届いたら、同じ注文の再確定です。
     *
     * @param array<string, mixed> $order
     * @return array<string, mixed>
     */
    public function place(Customer $customer, array $order, bool $byCustomer): array
    {
        $key = $order['key'];
        $now = fn (): array => $this->placeNow($customer, $key, $order, $byCustomer);
        $place = fn (): array => $this->orders->locked($key, $now);
        // 同じお客様の2つの注文も順に扱います。同じカートが、別の注文として同時に確定されないようにするためです。
        return $this->store->locked('customer ' . $customer->key, $place);
    }

    /**
     * @param array<string, mixed> $order
     * @return array<string, mixed>
     */
    private function placeNow(Customer $customer, string $key, array $order, bool $byCustomer): array
    {
        $record = $this->orders->find($key) ?? $this->orders->make($key);
        $known = $this->alreadyKnown($record);
        if ($known !== null) {
            return $known;
        }
        $buyerId = $this->eligibility->buyerId($customer);
        $reason = $byCustomer ? $this->eligibility->reasonAgainst($customer) : null;
        if ($reason !== null || $buyerId === null) {
            return Reply::because('customer', $reason ?? Eligibility::NOT_A_BUYER, Messages::UNAVAILABLE_BUYER);
        }
        try {
            $statement = $this->lines->of(Order::fromMessage($order));
        } catch (Unsendable $unsendable) {
            return Reply::notSent($unsendable->problems, Messages::UNAVAILABLE_BUYER);
        }
        $same = $this->sameWithoutOutcome($buyerId, $statement);
        if ($same !== null) {
            $message = "同じ内容の受注{$same->number}の結果が分かりません。確かめるまで、送信しません。";
            return Reply::because('order', $message, Messages::UNKNOWN_BUYER);
        }
        $number = $record->number ??= $this->orders->nextNumber();
        $record->buyerId = $buyerId;
        $record->shown = $statement->shown();
        $record->fingerprint = $statement->fingerprint();
        $answer = $this->sending->first($record, 'placeOrder', $this->fields($number, $buyerId, $statement));
        return Reply::of('placeOrder', $answer)
            + ['orderNumber' => $number, 'shown' => $record->shown, 'warnings' => $statement->warnings];
    }

    /** @return array<string, mixed>|null もう送られている注文なら、その応答 */
    private function alreadyKnown(OrderRecord $record): ?array
    {
        if ($record->open !== null) {
            $told = ['buyer' => Messages::UNKNOWN_BUYER, 'operator' => self::STILL_OPEN];
            return self::placed($record, ['result' => Outcome::Unknown->value, 'told' => $told]);
        }
        return match ($record->state) {
            // 再読み込みや2回目のクリック。先に示した金額で登録されています。
            OrderRecord::REGISTERED => self::placed($record, [
                'result' => Outcome::Done->value,
                'told' => ['buyer' => 'ご注文ありがとうございました。', 'operator' => 'この注文は登録済みです。もう一度は送信していません。'],
            ]),
            OrderRecord::CANCELLED => self::placed(
                $record,
                Reply::because('order', self::ALREADY_CANCELLED . '新しい注文にしてください。', Messages::UNAVAILABLE_BUYER),
            ),
            default => null,
        };
    }

    /** 結果の分からない、同じお客様の同じ買い物。 */
    private function sameWithoutOutcome(string $buyerId, Statement $statement): ?OrderRecord
    {
        $fingerprint = $statement->fingerprint();
        foreach ($this->orders->open() as $record) {
            $isRegistration = $record->open['verb'] === 'placeOrder';
            if ($isRegistration && $record->buyerId === $buyerId && $record->fingerprint === $fingerprint) {
                return $record;
            }
        }
        return null;
    }

    /** @return array<string, string> */
    public function fields(string $number, string $buyerId, Statement $statement): array
    {
        return [
            'orderDate' => $this->clock->now()->format('Ymd'),
            'orderNo' => $number,
            'buyerId' => $buyerId,
        ] + $statement->fields() + ['cartCode' => self::CART_CODE];
    }

    /**
     * @param array<string, mixed> $reply
     * @return array<string, mixed>
     */
    private static function placed(OrderRecord $record, array $reply): array
    {
        return $reply + ['orderNumber' => $record->number, 'shown' => $record->shown];
    }

    /** @return array<string, mixed> */
    public function cancel(string $key): array
    {
        return $this->orders->locked($key, function () use ($key): array {
            $record = $this->orders->find($key);
            $reason = self::reasonAgainstCancelling($record);
            if ($record === null || $reason !== null) {
                return Reply::because('key', (string) $reason);
            }
            return Reply::of('cancelOrder', $this->sending->first($record, 'cancelOrder', self::cancellation($record)));
        });
    }

    /** @return array{orderNo: string, buyerId: string} 取消は、登録したときの取引先IDで送ります */
    public static function cancellation(OrderRecord $record): array
    {
        return ['orderNo' => (string) $record->number, 'buyerId' => $record->buyerId];
    }

    /** 送るまでもなく、お店で分かること。 */
    public static function reasonAgainstCancelling(?OrderRecord $record): ?string
    {
        return match (true) {
            $record === null => 'この注文の決済はありません。',
            $record->open !== null => self::STILL_OPEN,
            $record->state === OrderRecord::CANCELLED => self::ALREADY_CANCELLED,
            $record->state !== OrderRecord::REGISTERED => 'この注文の決済は登録されていません。',
            $record->slipIsSent => '出荷を登録した注文です。先に出荷の登録を削除してください。',
            default => null,
        };
    }

    /**
     * @param list<string> $keys
     * @return list<array<string, mixed>>
     */
    public function cancelEach(array $keys): array
    {
        $results = [];
        foreach ($keys as $key) {
            // 1つが断られても、次へ進みます。結果は注文ごとに示します。
            $reply = $this->cancel($key);
            $results[] = ['key' => $key, 'result' => $reply['result'], 'code' => $reply['code'] ?? null];
        }
        return $results;
    }

    /** @return array<string, mixed> */
    public function status(string $key): array
    {
        $record = $this->orders->find($key);
        if ($record === null) {
            return ['state' => OrderRecord::NONE, 'open' => [], 'paid' => false, 'slipNumber' => null, 'code' => null];
        }
        $state = $record->knownState();
        $verb = $record->open['verb'] ?? '';
        return [
            'state' => $state,
            'open' => in_array($verb, ['ship', 'unship'], true) ? [$verb] : [],
            'paid' => $state === OrderRecord::REGISTERED,
            'slipNumber' => $record->slipIsSent ? $record->slip : null,
            'code' => $record->code,
        ];
    }
}

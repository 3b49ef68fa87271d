<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * 金額の変更。金額を変えるAPIはないので、取り消してから、新しい受注番号で登録し直します。
 *
 * 途中で止まることがあるので、「取消の後に何を登録するか」を、取消を送る前に台帳に書きます。
 */
final class Amendments
{
    public function __construct(
        private readonly Orders $orders,
        private readonly Sending $sending,
        private readonly Settlements $settlements,
        private readonly Lines $lines,
    ) {
    }

    /**
     * @param array<string, mixed> $order
     * @return array<string, mixed>
     */
    public function change(string $key, array $order): array
    {
        return $this->orders->locked($key, function () use ($key, $order): array {
            $record = $this->orders->find($key);
            // 取消まで済んで、登録を断られた変更は、やり直せます。
            $mayResume = $record !== null && $record->open === null && $record->change !== null;
            $reason = $mayResume ? null : Settlements::reasonAgainstCancelling($record);
            if ($record === null || $reason !== null) {
                return Reply::because('key', (string) $reason) + ['state' => $record?->knownState() ?? OrderRecord::NONE];
            }
            try {
                $statement = $this->lines->of(Order::fromMessage($order));
            } catch (Unsendable $unsendable) {
                return Reply::notSent($unsendable->problems) + ['state' => $record->knownState()];
            }
            $record->change = [
                'fields' => $this->settlements->fields('', $record->buyerId, $statement),
                'shown' => $statement->shown(),
                'fingerprint' => $statement->fingerprint(),
            ];
            return $this->proceed($record);
        });
    }

    /**
     * 取消が済んでいなければ取り消し、済んでいれば登録します。
     *
     * @return array<string, mixed>
     */
    private function proceed(OrderRecord $record): array
    {
        if ($record->state === OrderRecord::REGISTERED) {
            $answer = $this->sending->first($record, 'cancelOrder', Settlements::cancellation($record));
            if (!$answer->isDone()) {
                return self::changed($record, Reply::of('cancelOrder', $this->cancelled($record, $answer)));
            }
        }
        return self::changed($record, Reply::of('placeOrder', $this->register($record)));
    }

    /** 取消の結果を受けて、変更を続けるかどうかを決めます。 */
    private function cancelled(OrderRecord $record, Answer $answer): Answer
    {
        if (in_array($answer->outcome, [Outcome::Refused, Outcome::NotSent], true)) {
            // 取り消せなかったので、元の金額のままです。
            $record->change = null;
            $this->orders->save($record);
        }
        return $answer;
    }

    /** 取消の後の登録。取り消した受注番号は使えないので、新しい番号にします。 */
    private function register(OrderRecord $record): Answer
    {
        $change = $record->change;
        $record->number = $this->orders->nextNumber();
        $record->state = OrderRecord::CANCELLED;
        $record->shown = $change['shown'];
        $record->fingerprint = $change['fingerprint'];
        $fields = ['orderNo' => $record->number] + $change['fields'];
        $answer = $this->sending->first($record, 'placeOrder', $fields);
        if ($answer->isDone()) {
            $record->change = null;
            $this->orders->save($record);
        }
        if ($answer->outcome === Outcome::NotSent) {
            // 取消は送られたので、「何も送っていない」とは言えません。「確認する」で登録に進みます。
            $record->open = ['verb' => 'placeOrder', 'fields' => $fields];
            $this->orders->save($record);
            return $answer->as(Outcome::Unknown);
        }
        return $answer;
    }

    /** 確かめた後の続き。取消が済んだと分かれば、登録に進みます。 */
    public function resume(OrderRecord $record, string $verb, Answer $answer): Answer
    {
        if ($verb === 'cancelOrder') {
            return $answer->isDone() ? $this->register($record) : $this->cancelled($record, $answer);
        }
        if ($verb === 'placeOrder' && $answer->isDone()) {
            $record->change = null;
            $this->orders->save($record);
        }
        return $answer;
    }

    /**
     * @param array<string, mixed> $reply
     * @return array<string, mixed>
     */
    private static function changed(OrderRecord $record, array $reply): array
    {
        return $reply + ['state' => $record->knownState(), 'shown' => $record->shown];
    }
}

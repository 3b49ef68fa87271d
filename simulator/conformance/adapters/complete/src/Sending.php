<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * 注文についての送信。この例で、いちばん大切なところです。
 *
 *  1. 送る前に、何を送るかを台帳に書く（送信中に止まっても、再開すれば分かる）
 *  2. 1回だけ送る
 *  3. 確かな結果だけを、台帳に書く。分からなければ、分からないまま残す
 *
 * 分からないまま残った送信は、again で同じものをもう一度送って確かめます。先の送信が処理されていれば
 * 「登録済み」などと断られ、処理されていなければ受け付けられるので、どちらでも決済はちょうど1件になります。
 */
final class Sending
{
    public function __construct(private readonly Client $client, private readonly Orders $orders)
    {
    }

    /** @param array<string, string> $fields */
    public function first(OrderRecord $order, string $verb, array $fields): Answer
    {
        $order->open = ['verb' => $verb, 'fields' => $fields];
        $order->code = null;
        $this->orders->save($order);
        $answer = $this->deliver($order->open);
        $this->conclude($order, $answer);
        return $answer;
    }

    /** 結果の分からない送信を確かめます。 */
    public function again(OrderRecord $order): Answer
    {
        $verb = $order->open['verb'];
        $answer = $this->deliver($order->open);
        $outcome = match (true) {
            $answer->isDone() => Outcome::Done,
            $answer->outcome !== Outcome::Refused => Outcome::Unknown,
            Codes::meansAlready($verb, $answer->codes) => $this->isOurs($order) ? Outcome::Done : Outcome::Unknown,
            Codes::provesNotDone($verb, $answer->codes) => Outcome::Refused,
            default => Outcome::Unknown,
        };
        $answer = $answer->as($outcome);
        $this->conclude($order, $answer);
        return $answer;
    }

    /** @param array{verb: string, fields: array<string, string>} $open */
    private function deliver(array $open): Answer
    {
        $fields = $open['fields'];
        return match ($open['verb']) {
            'placeOrder' => $this->client->registerPayment($fields),
            'cancelOrder' => $this->client->cancelPayment($fields['orderNo'], $fields['buyerId']),
            'ship' => $this->client->registerShipment($fields['orderNo'], $fields['slipNo']),
            'unship' => $this->client->cancelShipment($fields['orderNo'], $fields['slipNo']),
        };
    }

    /**
     * 「もう済んでいる」という断りが、自分の先の送信によるものか。
     *
     * 受注番号はこのお店が決め、初めての送信が A020004 で断られた番号は捨てるので、登録は自分のものです。
     * 取消は、出荷した注文でも同じコードで断られるので、出荷がないときに限ります。
     * 出荷の削除は、ヤマトが出荷を確定したときも同じコードで断られるので、どのコードでも決められません。
     */
    private function isOurs(OrderRecord $order): bool
    {
        return $order->open['verb'] !== 'cancelOrder' || !$order->slipIsSent;
    }

    private function conclude(OrderRecord $order, Answer $answer): void
    {
        $verb = $order->open['verb'];
        $order->code = $answer->isDone() ? null : $answer->code();
        if ($answer->isDone()) {
            $this->carryOut($order, $verb);
        } elseif ($verb === 'placeOrder' && $answer->outcome === Outcome::Refused && $answer->hasCode('A020004')) {
            // この番号は、お店の外で使われています。次は新しい番号にします。
            $order->number = null;
        }
        if ($answer->outcome !== Outcome::Unknown) {
            $order->open = null;
        }
        $this->orders->save($order);
    }

    private function carryOut(OrderRecord $order, string $verb): void
    {
        match ($verb) {
            'placeOrder' => $order->state = OrderRecord::REGISTERED,
            'cancelOrder' => $order->state = OrderRecord::CANCELLED,
            'ship' => [$order->slip, $order->slipIsSent] = [$order->open['fields']['slipNo'], true],
            'unship' => [$order->slip, $order->slipIsSent] = [null, false],
        };
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 管理画面の「確認する」。結果の分からない送信を、すべて確かめます。 */
final class Recovery
{
    public function __construct(
        private readonly Orders $orders,
        private readonly Sending $sending,
        private readonly Amendments $amendments,
        private readonly Customers $customers,
        private readonly Buyers $buyers,
    ) {
    }

    /** @return list<array<string, mixed>> */
    public function recover(): array
    {
        $outcomes = [];
        foreach ($this->orders->open() as $order) {
            $outcomes[] = $this->recoverOrder($order);
        }
        foreach ($this->customers->all() as $customer) {
            if ($customer->hasOpenApplication()) {
                $outcomes[] = $this->buyers->recover($customer);
            }
        }
        return $outcomes;
    }

    /** @return array<string, mixed> */
    private function recoverOrder(OrderRecord $order): array
    {
        $verb = $order->open['verb'];
        try {
            $result = $this->orders->locked($order->key, fn (): array => $this->recoverNow($order->key), wait: false);
        } catch (Busy) {
            // ほかのプロセスが、いま送っている最中です。終わるのを待って、もう一度「確認する」を押してもらいます。
            $result = ['result' => Outcome::Unknown->value, 'code' => null];
        }
        return ['key' => $order->key, 'orderNumber' => $order->number, 'verb' => $verb] + $result;
    }

    /** @return array{result: string, code: ?string} */
    private function recoverNow(string $key): array
    {
        // ロックを取ってから読み直します。その前に、ほかのプロセスが確かめたかもしれません。
        $order = $this->orders->find($key);
        if ($order === null || $order->open === null) {
            throw new Busy('ほかのプロセスが確かめました');
        }
        $verb = $order->open['verb'];
        $answer = $this->sending->again($order);
        if ($order->change !== null) {
            $answer = $this->amendments->resume($order, $verb, $answer);
        }
        return ['result' => $answer->outcome->value, 'code' => $answer->isDone() ? null : $answer->code()];
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 決済の台帳。 */
final class Orders
{
    private const KIND = 'orders';

    public function __construct(private readonly Store $store)
    {
    }

    public function find(string $key): ?OrderRecord
    {
        $saved = $this->store->read(self::KIND, $key);
        return $saved === null ? null : OrderRecord::fromArray($saved);
    }

    public function make(string $key): OrderRecord
    {
        return new OrderRecord($key, $this->store->next('orders'));
    }

    public function save(OrderRecord $record): void
    {
        $this->store->write(self::KIND, $record->key, $record->toArray());
    }

    /** @return list<OrderRecord> 結果の分からない送信のあるもの */
    public function open(): array
    {
        $records = array_map(OrderRecord::fromArray(...), $this->store->all(self::KIND));
        return array_values(array_filter($records, static fn (OrderRecord $record): bool => $record->open !== null));
    }

    /** 一度使った受注番号は、断られても取り消しても、ほかの注文に使いません。 */
    public function nextNumber(): string
    {
        return (string) (100_000 + $this->store->next('numbers'));
    }

    /**
     * 1つの注文を、同時に2つのプロセスが扱わないようにします。
     *
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function locked(string $key, callable $work, bool $wait = true): mixed
    {
        return $this->store->locked('order ' . $key, $work, $wait);
    }
}

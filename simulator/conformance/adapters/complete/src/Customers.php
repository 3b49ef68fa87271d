<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お店の会員の一覧。 */
final class Customers
{
    private const KIND = 'customers';

    public function __construct(private readonly Store $store)
    {
    }

    /**
     * 届いた会員。初めてなら作ります。
     *
     * @param array<string, mixed> $message
     */
    public function seen(array $message): Customer
    {
        return $this->store->locked('customers', function () use ($message): Customer {
            $saved = $this->store->read(self::KIND, $message['key']);
            if ($saved !== null) {
                return Customer::fromArray($saved);
            }
            $member = $this->store->next('members');
            $customer = new Customer($message['key'], $member, $member, $message['email'] ?? '', $message['groups'] ?? '');
            $customer->buyerId = $message['buyerId'] ?? null;
            $this->save($customer);
            return $customer;
        });
    }

    public function save(Customer $customer): void
    {
        $this->store->write(self::KIND, $customer->key, $customer->toArray());
    }

    /** @return list<Customer> */
    public function all(): array
    {
        return array_map(Customer::fromArray(...), $this->store->all(self::KIND));
    }

    public function byEmail(string $email): ?Customer
    {
        foreach ($this->all() as $customer) {
            if ($email !== '' && strcasecmp($customer->email, $email) === 0) {
                return $customer;
            }
        }
        return null;
    }
}

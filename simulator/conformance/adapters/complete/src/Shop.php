<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** 1つのお店。アダプターの動詞と、お店の働きを結び付けます。 */
final class Shop
{
    private readonly Log $log;
    private readonly Customers $customers;
    private readonly Lines $lines;
    private readonly Eligibility $eligibility;
    private readonly Screening $screening;
    private readonly Buyers $buyers;
    private readonly Settlements $settlements;
    private readonly Amendments $amendments;
    private readonly Shipments $shipments;
    private readonly Recovery $recovery;
    private readonly UserGroups $groups;

    private function __construct(Store $store, private readonly Clock $clock, Connection $connection, Settings $settings)
    {
        $this->log = new Log($store, $clock);
        $client = new Client($connection, new Http(), new CredentialGuard($store), $this->log);
        $this->customers = new Customers($store);
        $this->eligibility = new Eligibility($settings, $client, $store);
        $this->screening = new Screening($this->customers, $this->eligibility, $client);
        $this->buyers = new Buyers($store, $this->customers, $this->screening, $client, $clock);
        $this->lines = new Lines($settings);
        $orders = new Orders($store);
        $sending = new Sending($client, $orders);
        $this->settlements = new Settlements($store, $orders, $sending, $this->lines, $this->eligibility, $clock);
        $this->amendments = new Amendments($orders, $sending, $this->settlements, $this->lines);
        $this->shipments = new Shipments($orders, $sending);
        $this->recovery = new Recovery($orders, $sending, $this->amendments, $this->customers, $this->buyers);
        $this->groups = new UserGroups($this->customers, $settings);
    }

    /** まっさらなお店を開きます。設定は、再起動の後のために残します（パスワードは残しません）。 */
    public static function begin(Store $store, #[\SensitiveParameter] array $message): self
    {
        $settings = Settings::fromMessage($message['settings']);
        $store->write('settings', 'settings', $message['settings']);
        return self::open($store, $message, $settings);
    }

    /** 再起動の後に、同じお店をもう一度開きます。 */
    public static function resume(Store $store, #[\SensitiveParameter] array $message): self
    {
        $saved = $store->read('settings', 'settings') ?? throw new RuntimeException('そのセッションのお店はありません');
        return self::open($store, $message, Settings::fromMessage($saved));
    }

    private static function open(Store $store, #[\SensitiveParameter] array $message, Settings $settings): self
    {
        $clock = new Clock();
        $clock->set($message['now']);
        return new self($store, $clock, Connection::fromMessage($message['connection']), $settings);
    }

    public function time(array $m): array
    {
        $this->clock->set($m['now']);
        return ['ok' => true];
    }

    public function offer(array $m): array
    {
        return $this->eligibility->offer($this->customers->seen($m['customer']), $m['view']);
    }

    public function preview(array $m): array
    {
        $this->customers->seen($m['customer']);
        try {
            $statement = $this->lines->of(Order::fromMessage($m['order']));
        } catch (Unsendable $unsendable) {
            $problems = array_map(static fn (Problem $problem): array => $problem->toArray(), $unsendable->problems);
            return ['result' => Outcome::NotSent->value, 'problems' => $problems];
        }
        return [
            'lines' => array_map(static fn (Line $line): array => $line->toArray(), $statement->lines),
            'price' => (string) $statement->price,
            'warnings' => $statement->warnings,
        ] + $statement->shown();
    }

    public function placeOrder(array $m): array
    {
        $customer = $this->customers->seen($m['customer']);
        return $this->settlements->place($customer, $m['order'], ($m['by'] ?? 'customer') === 'customer');
    }

    public function changeOrder(array $m): array
    {
        return $this->amendments->change($m['key'], $m['order']);
    }

    public function orderStatus(array $m): array
    {
        return $this->settlements->status($m['key']);
    }

    public function cancelOrder(array $m): array
    {
        return $this->settlements->cancel($m['key']);
    }

    public function cancelOrders(array $m): array
    {
        return ['results' => $this->settlements->cancelEach($m['keys'])];
    }

    public function ship(array $m): array
    {
        return $this->shipments->ship($m['key'], $m['slipNumber'], $m['send']);
    }

    public function unship(array $m): array
    {
        return $this->shipments->unship($m['key'], $m['slipNumber'] ?? null);
    }

    public function recover(array $m): array
    {
        return ['outcomes' => $this->recovery->recover()];
    }

    public function apply(array $m): array
    {
        return $this->buyers->apply($m['customer'], $m['form']);
    }

    public function screening(array $m): array
    {
        return $this->screening->look($this->customers->seen($m['customer']));
    }

    public function groups(array $m): array
    {
        $users = $m['users'] ?? null;
        $encoding = $m['encoding'] ?? null;
        $delimiter = $m['delimiter'] ?? null;
        $bytes = (string) base64_decode($m['csv'] ?? '', true);
        return match ($m['op']) {
            'show' => ['users' => $this->groups->show($users)],
            'export' => ['csv' => base64_encode($this->groups->export($users, $encoding ?? 'utf8', $delimiter ?? 'comma'))],
            'import' => ['rows' => $this->groups->import($bytes, $encoding, $delimiter, isTrial: false)],
            'dryRun' => ['rows' => $this->groups->import($bytes, $encoding, $delimiter, isTrial: true)],
            default => throw new Unsupported('groups.op=' . $m['op']),
        };
    }

    public function log(array $m): array
    {
        return ['text' => $this->log->text()];
    }
}

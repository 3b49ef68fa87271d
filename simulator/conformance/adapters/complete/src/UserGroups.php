<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** ユーザーグループの一括変更。値は「9:A; 4:P」（グループのID:状態 を「; 」で区切ったもの）です。 */
final class UserGroups
{
    private const EMAIL = 'E-mail';
    private const GROUPS = 'User group IDs';

    /** 状態：有効、保留、利用可能、拒否。 */
    private const STATUSES = ['A', 'P', 'F', 'D'];

    public function __construct(private readonly Customers $customers, private readonly Settings $settings)
    {
    }

    /**
     * @param list<string>|null $emails ないときは、全員
     * @return list<array{email: string, groups: string}>
     */
    public function show(?array $emails): array
    {
        $emails ??= array_map(static fn (Customer $customer): string => $customer->email, $this->customers->all());
        $shown = [];
        foreach ($emails as $email) {
            $customer = $this->customers->byEmail($email);
            if ($customer !== null) {
                $shown[] = ['email' => $customer->email, 'groups' => $customer->groups];
            }
        }
        return $shown;
    }

    /** @param list<string>|null $emails */
    public function export(?array $emails, string $encoding, string $delimiter): string
    {
        $rows = array_map(array_values(...), $this->show($emails));
        return GroupsFile::write([self::EMAIL, self::GROUPS], $rows, $encoding, $delimiter);
    }

    /**
     * 取り込みます。誤りのある行は、何も変えずに、行番号と理由を示します。
     *
     * @return array{changed: int, same: int, errors: list<array{line: int, message: string}>}
     */
    public function import(string $bytes, ?string $encoding, ?string $delimiter, bool $isTrial): array
    {
        $done = ['changed' => 0, 'same' => 0, 'errors' => []];
        try {
            $rows = GroupsFile::read($bytes, $encoding, $delimiter);
            // array_shift は行番号を振り直すので、使いません。
            $headAt = array_key_first($rows);
            $head = $headAt === null ? [] : $rows[$headAt];
            unset($rows[$headAt]);
            [$emailAt, $groupsAt] = [self::column($head, self::EMAIL), self::column($head, self::GROUPS)];
        } catch (Unsendable $unsendable) {
            $done['errors'][] = ['line' => 1, 'message' => $unsendable->getMessage()];
            return $done;
        }
        $seen = [];
        foreach ($rows as $line => $columns) {
            try {
                $customer = $this->customer($columns, count($head), $emailAt, $seen);
                $groups = $this->groups(trim($columns[$groupsAt]));
            } catch (Unsendable $unsendable) {
                $done['errors'][] = ['line' => $line, 'message' => $unsendable->getMessage()];
                continue;
            }
            $isSame = $customer->groups === $groups;
            $done[$isSame ? 'same' : 'changed']++;
            if (!$isSame && !$isTrial) {
                $customer->groups = $groups;
                $this->customers->save($customer);
            }
        }
        return $done;
    }

    /** @param list<string> $head */
    private static function column(array $head, string $name): int
    {
        $at = array_search($name, array_map(trim(...), $head), true);
        return $at === false ? throw Unsendable::because('csv', "列「{$name}」がありません") : $at;
    }

    /**
     * @param list<string> $columns
     * @param array<string, true> $seen これまでの行のメールアドレス
     */
    private function customer(array $columns, int $expected, int $emailAt, array &$seen): Customer
    {
        $found = count($columns);
        if ($found !== $expected) {
            throw Unsendable::because('csv', "列の数が{$found}です。1行目と同じ{$expected}にしてください");
        }
        $email = trim($columns[$emailAt]);
        if ($email === '') {
            throw Unsendable::because('csv', 'メールアドレスがありません');
        }
        if (isset($seen[strtolower($email)])) {
            throw Unsendable::because('csv', '同じメールアドレスの行が前にあります');
        }
        $seen[strtolower($email)] = true;
        return $this->customers->byEmail($email) ?? throw Unsendable::because('csv', "{$email} のお客様はいません");
    }

    /** 書かれたグループを確かめます。 */
    private function groups(string $text): string
    {
        $ids = [];
        foreach ($text === '' ? [] : explode('; ', $text) as $piece) {
            if (preg_match('/^(\d+):([^:;,]*)$/Du', $piece, $found) !== 1) {
                throw Unsendable::because('csv', "「{$piece}」を読めません。「9:A; 4:P」のように書いてください");
            }
            [, $id, $status] = $found;
            if (!in_array($status, self::STATUSES, true)) {
                throw Unsendable::because('csv', "状態「{$status}」はありません（A・P・F・D のいずれか）");
            }
            if (!in_array($id, $this->settings->groups, true)) {
                throw Unsendable::because('csv', "ID {$id} のグループはありません");
            }
            if (in_array($id, $ids, true)) {
                throw Unsendable::because('csv', "グループ{$id}が2回書かれています");
            }
            $ids[] = $id;
        }
        return $text;
    }
}

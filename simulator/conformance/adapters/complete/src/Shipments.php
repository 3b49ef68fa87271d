<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 出荷登録と出荷取消。出荷は、お店とヤマトの両方にあるか、どちらにもないかです。 */
final class Shipments
{
    public function __construct(private readonly Orders $orders, private readonly Sending $sending)
    {
    }

    /** @return array<string, mixed> */
    public function ship(string $key, string $typed, bool $send): array
    {
        return $this->orders->locked($key, function () use ($key, $typed, $send): array {
            $record = $this->orders->find($key);
            $number = SlipNumber::normalised($typed);
            $wrong = SlipNumber::wrong($number);
            if ($wrong !== null) {
                return Reply::because('slipNumber', $wrong);
            }
            $reason = self::reasonAgainstShipping($record);
            if ($record === null || $reason !== null) {
                return Reply::because('key', (string) $reason);
            }
            if (!$send) {
                [$record->slip, $record->slipIsSent] = [$number, false];
                $this->orders->save($record);
                return Reply::because('send', 'お店でだけ出荷にしました。クロネコ掛け払いには送信していません。');
            }
            return Reply::of('ship', $this->sending->first($record, 'ship', self::fields($record, $number)));
        });
    }

    /** @return array<string, mixed> */
    public function unship(string $key, ?string $typed): array
    {
        return $this->orders->locked($key, function () use ($key, $typed): array {
            $record = $this->orders->find($key);
            if ($record === null || $record->slip === null) {
                // 出荷登録の結果が分からない間は、出荷があるともないとも言えません。
                return Reply::because('key', 'この注文には出荷がありません') + ['kept' => $record?->open === null ? false : null];
            }
            if ($record->open !== null) {
                return Reply::because('key', Settlements::STILL_OPEN) + ['kept' => null];
            }
            if ($typed !== null && SlipNumber::normalised($typed) !== $record->slip) {
                return Reply::because('slipNumber', "この注文の送り状番号は{$record->slip}です") + ['kept' => true];
            }
            if (!$record->slipIsSent) {
                $record->slip = null;
                $this->orders->save($record);
                return Reply::because('key', 'お店でだけの出荷を削除しました。クロネコ掛け払いには送信していません。') + ['kept' => false];
            }
            $answer = $this->sending->first($record, 'unship', self::fields($record, $record->slip));
            // 断られたら、お店の出荷も残します。結果が分からなければ、残ったかどうかも分かりません。
            $kept = $answer->outcome === Outcome::Unknown ? null : $record->slip !== null;
            return Reply::of('unship', $answer) + ['kept' => $kept];
        });
    }

    /** @return array{orderNo: string, slipNo: string} */
    private static function fields(OrderRecord $record, string $slipNumber): array
    {
        return ['orderNo' => (string) $record->number, 'slipNo' => $slipNumber];
    }

    private static function reasonAgainstShipping(?OrderRecord $record): ?string
    {
        return match (true) {
            $record === null => 'この注文の決済はありません。',
            $record->open !== null => Settlements::STILL_OPEN,
            $record->state !== OrderRecord::REGISTERED => 'この注文の決済は登録されていません。',
            $record->slip !== null => "この注文には、送り状番号{$record->slip}の出荷があります。2つ目は登録できません。",
            default => null,
        };
    }
}

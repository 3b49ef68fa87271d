<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 動詞への応答の形。 */
final class Reply
{
    /**
     * 何も送らなかった。
     *
     * @param non-empty-list<Problem> $problems
     * @return array<string, mixed>
     */
    public static function notSent(array $problems, string $buyer = ''): array
    {
        $operator = implode("\n", array_map(static fn (Problem $problem): string => $problem->message, $problems));
        return [
            'result' => Outcome::NotSent->value,
            'problems' => array_map(static fn (Problem $problem): array => $problem->toArray(), $problems),
            'told' => ['buyer' => $buyer, 'operator' => $operator],
        ];
    }

    /** @return array<string, mixed> */
    public static function because(string $field, string $message, string $buyer = ''): array
    {
        return self::notSent([new Problem($field, $message)], $buyer);
    }

    /** @return array<string, mixed> */
    public static function of(string $verb, Answer $answer): array
    {
        $reply = ['result' => $answer->outcome->value, 'told' => Messages::of($verb, $answer)];
        if ($answer->code() !== null && !$answer->isDone()) {
            $reply['code'] = $answer->code();
        }
        if ($answer->outcome === Outcome::NotSent) {
            $reply['problems'] = [(new Problem('connection', $answer->reason))->toArray()];
        }
        return $reply;
    }
}

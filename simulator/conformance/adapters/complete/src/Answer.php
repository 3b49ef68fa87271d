<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 1つの送信の結果と、応答の値。 */
final class Answer
{
    /**
     * @param list<string> $codes 届いたエラーコード
     * @param array<string, list<string>> $values 応答の要素
     */
    private function __construct(
        public readonly Outcome $outcome,
        public readonly array $codes = [],
        private readonly array $values = [],
        public readonly string $reason = '',
    ) {
    }

    /** 応答を読みます。意味の分からない応答は、成功とも断りともみなしません。 */
    public static function read(HttpReply $reply): self
    {
        if ($reply->status !== 200) {
            return self::unknown('HTTPステータス' . $reply->status);
        }
        try {
            $values = Xml::read($reply->body, $reply->charset());
        } catch (AnswerLost $lost) {
            return self::unknown($lost->getMessage());
        }
        $codes = array_values(array_filter($values['errorCode'] ?? [], static fn (string $code): bool => $code !== ''));
        $outcome = match ([$values['returnCode'] ?? [], $codes === []]) {
            [['0'], true] => Outcome::Done,
            [['1'], false] => array_filter($codes, Codes::isSystem(...)) === [] ? Outcome::Refused : Outcome::Unknown,
            // returnCode がない・1つでない・知らない値、0なのに errorCode がある、1なのに errorCode がない。
            default => Outcome::Unknown,
        };
        return new self($outcome, $codes, $values, $outcome === Outcome::Unknown ? '結果を示していない応答' : '');
    }

    public static function unknown(string $reason): self
    {
        return new self(Outcome::Unknown, reason: $reason);
    }

    public static function notSent(string $reason): self
    {
        return new self(Outcome::NotSent, reason: $reason);
    }

    /** 同じ応答を、別の結果と読みます。 */
    public function as(Outcome $outcome): self
    {
        return new self($outcome, $this->codes, $this->values, $this->reason);
    }

    public function isDone(): bool
    {
        return $this->outcome === Outcome::Done;
    }

    /** エラーコード。届いたまま。 */
    public function code(): ?string
    {
        return $this->codes[0] ?? null;
    }

    public function hasCode(string $code): bool
    {
        return in_array($code, $this->codes, true);
    }

    /** 要素の値。ないか、2つ以上あれば空です。 */
    public function value(string $name): string
    {
        $values = $this->values[$name] ?? [];
        return count($values) === 1 ? $values[0] : '';
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** HTTP/1.1の応答を、決めた時間と大きさの中で読みます。 */
final class HttpReader
{
    /** 応答は数百バイトです。終わらない応答でメモリーを使い切らないように、大きさを限ります。 */
    private const MOST_BYTES = 1_048_576;

    private string $buffer = '';
    private int $received = 0;

    /** @param resource $stream */
    public function __construct(private $stream, private readonly int $deadline)
    {
    }

    /** @throws AnswerLost */
    public function reply(): HttpReply
    {
        do {
            [$status, $headers] = $this->head();
        } while ($status >= 100 && $status < 200);
        $body = match (true) {
            str_contains(strtolower($headers['transfer-encoding'] ?? ''), 'chunked') => $this->chunks(),
            isset($headers['content-length']) => $this->bytes($this->length($headers['content-length'], 10)),
            default => $this->rest(),
        };
        return new HttpReply($status, $headers['content-type'] ?? '', $body);
    }

    /**
     * 残りの時間を、次の読み書きの限度にします。
     *
     * @param resource $stream
     */
    public static function limitTime($stream, int $deadline): void
    {
        $left = intdiv($deadline - hrtime(true), 1_000);
        if ($left <= 0) {
            throw new AnswerLost('時間内に応答が届きませんでした');
        }
        stream_set_timeout($stream, intdiv($left, 1_000_000), $left % 1_000_000);
    }

    /** @return array{int, array<string, string>} */
    private function head(): array
    {
        if (preg_match('~^HTTP/1\.[01] (\d{3})(?: |$)~', $this->line(), $found) !== 1) {
            throw new AnswerLost('HTTPの応答ではありません');
        }
        $headers = [];
        while (($line = $this->line()) !== '') {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $headers[strtolower(trim($name))] = trim($value);
        }
        return [(int) $found[1], $headers];
    }

    private function chunks(): string
    {
        $body = '';
        while (true) {
            $length = $this->length(explode(';', $this->line(), 2)[0], 16);
            if ($length === 0) {
                // 後に続くヘッダー（トレーラー）は読みません。接続は閉じます。
                return $body;
            }
            $body .= $this->bytes($length);
            if ($this->bytes(2) !== "\r\n") {
                throw new AnswerLost('応答の区切りが合いません');
            }
        }
    }

    private function length(string $digits, int $base): int
    {
        $digits = trim($digits);
        $allowed = $base === 16 ? '/^[0-9a-f]{1,7}$/i' : '/^\d{1,9}$/';
        if (preg_match($allowed, $digits) !== 1) {
            throw new AnswerLost('応答の長さを読めません');
        }
        return intval($digits, $base);
    }

    private function line(): string
    {
        while (($end = strpos($this->buffer, "\n")) === false) {
            $this->receive() || throw new AnswerLost('応答が途中で切れました');
        }
        $line = substr($this->buffer, 0, $end);
        $this->buffer = substr($this->buffer, $end + 1);
        return rtrim($line, "\r");
    }

    private function bytes(int $length): string
    {
        if ($length > self::MOST_BYTES) {
            throw new AnswerLost('応答が大きすぎます');
        }
        while (strlen($this->buffer) < $length) {
            $this->receive() || throw new AnswerLost('応答が途中で切れました');
        }
        $bytes = substr($this->buffer, 0, $length);
        $this->buffer = substr($this->buffer, $length);
        return $bytes;
    }

    private function rest(): string
    {
        while ($this->receive()) {
            // 接続が閉じられるまで読みます。
        }
        return $this->buffer;
    }

    /** もう少し読みます。相手が閉じたら false。 */
    private function receive(): bool
    {
        self::limitTime($this->stream, $this->deadline);
        $bytes = @fread($this->stream, 8_192);
        if (stream_get_meta_data($this->stream)['timed_out']) {
            throw new AnswerLost('時間内に応答が届きませんでした');
        }
        if ($bytes === false || $bytes === '') {
            return false;
        }
        $this->received += strlen($bytes);
        if ($this->received > self::MOST_BYTES) {
            throw new AnswerLost('応答が大きすぎます');
        }
        $this->buffer .= $bytes;
        return true;
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * POSTを1回だけ送ります。
 *
 * file_get_contents や curl ではなくソケットを直に使うのは、次の3つを確かにするためです。
 *  - 「つながらなかった」（送っていない）と「応答がなかった」（分からない）を区別する
 *  - 1バイトずつ届く応答でも、全体の時間で打ち切る（HTTPラッパーの timeout は1回の読み込みごとの時間です）
 *  - 転送（リダイレクト）をたどらず、自動で送り直さない
 */
final class Http
{
    /** 接続を待つ時間（秒）。 */
    private const CONNECT_SECONDS = 10;

    /** 接続から応答を読み終えるまでの時間（秒）。20秒は待つ必要があります。 */
    public const TOTAL_SECONDS = 30;

    /**
     * @throws NotConnected 送っていない
     * @throws AnswerLost   結果が分からない
     */
    public function post(string $url, #[\SensitiveParameter] string $body, ?string $caFile): HttpReply
    {
        $deadline = hrtime(true) + self::TOTAL_SECONDS * 1_000_000_000;
        $parts = parse_url($url);
        if (!isset($parts['scheme'], $parts['host']) || !in_array($parts['scheme'], ['http', 'https'], true)) {
            throw new NotConnected('送信先のアドレスを読めません');
        }
        $stream = $this->connect($parts, $caFile);
        try {
            $this->send($stream, $this->request($parts, $body), $deadline);
            return (new HttpReader($stream, $deadline))->reply();
        } finally {
            fclose($stream);
        }
    }

    /**
     * @param array<string, mixed> $parts
     * @return resource
     */
    private function connect(array $parts, ?string $caFile)
    {
        $secure = $parts['scheme'] === 'https';
        $host = (string) $parts['host'];
        $port = $parts['port'] ?? ($secure ? 443 : 80);
        // 証明書の確認は、テスト環境でも外しません。独自の認証局は cafile で足します。
        $tls = [
            'verify_peer' => true,
            'verify_peer_name' => true,
            'allow_self_signed' => false,
            'peer_name' => trim($host, '[]'),
            'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT | STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT,
        ];
        if ($caFile !== null) {
            $tls['cafile'] = $caFile;
        }
        $stream = @stream_socket_client(
            ($secure ? 'tls' : 'tcp') . '://' . $host . ':' . $port,
            $number,
            $message,
            self::CONNECT_SECONDS,
            STREAM_CLIENT_CONNECT,
            stream_context_create(['ssl' => $tls]),
        );
        if ($stream === false) {
            throw new NotConnected($secure ? '安全な接続を確立できません' : '接続できません');
        }
        return $stream;
    }

    /** @param array<string, mixed> $parts */
    private function request(array $parts, #[\SensitiveParameter] string $body): string
    {
        $host = $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '');
        return 'POST ' . ($parts['path'] ?? '/') . " HTTP/1.1\r\n"
            . "Host: {$host}\r\n"
            . "User-Agent: kakebarai-example-php\r\n"
            . "Content-Type: application/x-www-form-urlencoded\r\n"
            . 'Content-Length: ' . strlen($body) . "\r\n"
            . "Connection: close\r\n\r\n"
            . $body;
    }

    /** @param resource $stream */
    private function send($stream, #[\SensitiveParameter] string $request, int $deadline): void
    {
        while ($request !== '') {
            HttpReader::limitTime($stream, $deadline);
            $written = @fwrite($stream, $request);
            if ($written === false || $written === 0) {
                throw new AnswerLost('送信の途中で接続が切れました');
            }
            $request = substr($request, $written);
        }
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/**
 * お店のデータベースの代わり。1件が1つのJSONファイルです。
 *
 * 実際のお店では、データベースの表と行ロック（SELECT … FOR UPDATE）に置き換えてください。
 * 大切なのは、write から戻ったときには、プロセスが止まっても残っていることです。
 */
final class Store
{
    public function __construct(private readonly string $folder)
    {
    }

    /** @return array<string, mixed>|null */
    public function read(string $kind, string $key): ?array
    {
        $path = $this->path($kind, $key);
        return is_file($path) ? $this->decoded($path) : null;
    }

    /** @param array<string, mixed> $value */
    public function write(string $kind, string $key, array $value): void
    {
        $path = $this->path($kind, $key);
        $text = json_encode(['key' => $key, 'value' => $value], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        // 書きかけのファイルが読まれないように、別の名前で書き、ディスクに届いてから名前を変えます。
        $draft = $path . '.' . getmypid() . '.tmp';
        $file = fopen($draft, 'wb');
        $written = $file !== false && fwrite($file, $text) === strlen($text) && fsync($file) && fclose($file);
        if (!$written || !rename($draft, $path)) {
            throw new RuntimeException("保存できません：{$kind}");
        }
    }

    /** @return list<array<string, mixed>> 同じ種類のすべて。作った順 */
    public function all(string $kind): array
    {
        $values = array_map($this->decoded(...), glob($this->folder . '/' . $kind . '/*.json') ?: []);
        usort($values, static fn (array $one, array $other): int => ($one['made'] ?? 0) <=> ($other['made'] ?? 0));
        return $values;
    }

    /** 続き番号。 */
    public function next(string $counter): int
    {
        return $this->locked($counter, function () use ($counter): int {
            $number = ($this->read('counters', $counter)['last'] ?? 0) + 1;
            $this->write('counters', $counter, ['last' => $number]);
            return $number;
        });
    }

    /**
     * ほかのプロセスと同時にならないように、行います。ロックは、プロセスが止まればひとりでに外れます。
     *
     * @template T
     * @param callable(): T $work
     * @return T
     * @throws Busy 待たないとき、ほかのプロセスが行っている
     */
    public function locked(string $name, callable $work, bool $wait = true): mixed
    {
        $file = fopen($this->path('locks', $name), 'cb');
        if ($file === false || !flock($file, LOCK_EX | ($wait ? 0 : LOCK_NB))) {
            throw new Busy("処理中です：{$name}");
        }
        try {
            return $work();
        } finally {
            fclose($file);
        }
    }

    public function append(string $name, string $text): void
    {
        $this->prepare($this->folder);
        file_put_contents($this->folder . '/' . $name, $text, FILE_APPEND | LOCK_EX);
    }

    public function text(string $name): string
    {
        $path = $this->folder . '/' . $name;
        return is_file($path) ? (string) file_get_contents($path) : '';
    }

    /** @return array<string, mixed> */
    private function decoded(string $path): array
    {
        return json_decode((string) file_get_contents($path), true, 512, JSON_THROW_ON_ERROR)['value'];
    }

    private function path(string $kind, string $key): string
    {
        $this->prepare($this->folder . '/' . $kind);
        // ファイルの名前に使えない文字があっても構わないように、名前はハッシュにします。
        return $this->folder . '/' . $kind . '/' . substr(hash('sha256', $key), 0, 32) . '.json';
    }

    private function prepare(string $folder): void
    {
        if (!is_dir($folder) && !mkdir($folder, 0o700, true) && !is_dir($folder)) {
            throw new RuntimeException('保存先のフォルダーを作れません');
        }
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** ユーザーグループのCSVファイル。文字コードと区切りを扱います。 */
final class GroupsFile
{
    private const DELIMITERS = ['comma' => ',', 'semicolon' => ';', 'tab' => "\t"];
    private const BOM = "\xEF\xBB\xBF";

    /**
     * 書き出します。1行目は引用符なし、値は引用符付きです。
     *
     * @param list<string> $head
     * @param list<list<string>> $rows
     */
    public static function write(array $head, array $rows, string $encoding, string $delimiter): string
    {
        $mark = self::delimiter($delimiter);
        $text = implode($mark, $head) . "\n";
        foreach ($rows as $row) {
            $quoted = array_map(static fn (string $value): string => '"' . str_replace('"', '""', $value) . '"', $row);
            $text .= implode($mark, $quoted) . "\n";
        }
        return match ($encoding) {
            'utf8' => $text,
            'utf8Bom' => self::BOM . $text,
            'shiftJis' => (string) iconv('UTF-8', 'CP932//TRANSLIT', $text),
            default => throw new Unsupported("encoding={$encoding}"),
        };
    }

    /**
     * 読みます。行番号は、ファイルの中の行です（1行目が見出し）。
     *
     * @return array<int, list<string>> 行番号 => 列
     * @throws Unsendable 文字コードが違う
     */
    public static function read(string $bytes, ?string $encoding, ?string $delimiter): array
    {
        $text = str_replace(["\r\n", "\r"], "\n", self::decoded($bytes, $encoding));
        $mark = $delimiter === null ? self::guessed($text) : self::delimiter($delimiter);
        $stream = fopen('php://memory', 'w+b');
        fwrite($stream, $text);
        rewind($stream);
        $rows = [];
        [$line, $at] = [1, 0];
        while (($columns = fgetcsv($stream, null, $mark, '"', '')) !== false) {
            $end = (int) ftell($stream);
            if ($columns !== [null]) {
                $rows[$line] = array_map(strval(...), $columns);
            }
            // 値の中に改行があると、1件が2行にわたります。
            $line += substr_count(substr($text, $at, $end - $at), "\n");
            $at = $end;
        }
        fclose($stream);
        return $rows;
    }

    private static function decoded(string $bytes, ?string $encoding): string
    {
        $bytes = str_starts_with($bytes, self::BOM) ? substr($bytes, strlen(self::BOM)) : $bytes;
        $isUtf8 = $encoding === null ? Characters::isText($bytes) : $encoding !== 'shiftJis';
        $text = $isUtf8 ? $bytes : @iconv('CP932', 'UTF-8', $bytes);
        if ($text === false || !Characters::isText($text)) {
            throw Unsendable::because('csv', 'ファイルの文字コードが、選ばれたものと違います');
        }
        return $text;
    }

    /** 見出しにある区切り。 */
    private static function guessed(string $text): string
    {
        $head = explode("\n", $text, 2)[0];
        foreach (["\t", ';'] as $mark) {
            if (str_contains($head, $mark)) {
                return $mark;
            }
        }
        return ',';
    }

    private static function delimiter(string $name): string
    {
        return self::DELIMITERS[$name] ?? throw new Unsupported("delimiter={$name}");
    }
}

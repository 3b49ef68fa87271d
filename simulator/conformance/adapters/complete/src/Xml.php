<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * 応答のXMLから、ルートのすぐ下の要素の値を取り出します。
 *
 * 要素の順序、知らない要素、属性、名前空間、コメント、CDATA、文字参照、字下げ、ルートの名前に左右されません。
 * DOCTYPE は受け付けません。外部実体も、実体の膨張も、DOCTYPE がなければ起こせないからです。
 */
final class Xml
{
    private const DEEPEST = 20;

    private const REFERENCES = ['lt' => '<', 'gt' => '>', 'amp' => '&', 'quot' => '"', 'apos' => "'"];

    private const NAME = '[^\s<>/=&\'"!?]++';

    /** @var list<array{name: string, text: string, parent: bool}> 開いている要素 */
    private array $open = [];

    /** @var array<string, list<string>> */
    private array $values = [];

    private bool $closed = false;

    private function __construct()
    {
    }

    /**
     * @return array<string, list<string>> 要素の名前（接頭辞なし）と値
     * @throws AnswerLost 途中で切れているか、XMLではない
     */
    public static function read(string $bytes, string $charset): array
    {
        $xml = new self();
        $text = self::decoded($bytes, $charset);
        $at = 0;
        while ($at < strlen($text)) {
            $at = $xml->step($text, $at);
        }
        if ($xml->open !== [] || !$xml->closed) {
            throw new AnswerLost('応答のXMLが途中で切れています');
        }
        return $xml->values;
    }

    private static function decoded(string $bytes, string $charset): string
    {
        if (str_starts_with($bytes, "\xEF\xBB\xBF")) {
            $bytes = substr($bytes, 3);
            $charset = 'UTF-8';
        } elseif (preg_match('/^\s*<\?xml[^>]*?\sencoding\s*=\s*["\']([\w.:-]+)["\']/', $bytes, $found) === 1) {
            $charset = $found[1];
        }
        $known = match (strtoupper($charset)) {
            '', 'UTF-8', 'UTF8', 'US-ASCII' => 'UTF-8',
            'SHIFT_JIS', 'SHIFT-JIS', 'SJIS', 'WINDOWS-31J', 'MS932', 'CP932' => 'CP932',
            'EUC-JP' => 'EUC-JP',
            default => throw new AnswerLost('応答の文字コードを知りません'),
        };
        $text = $known === 'UTF-8' ? $bytes : @iconv($known, 'UTF-8', $bytes);
        if ($text === false || preg_match('//u', $text) !== 1) {
            throw new AnswerLost('応答の文字が壊れています');
        }
        return $text;
    }

    /** 1つ読み進めて、次の位置を返します。 */
    private function step(string $text, int $at): int
    {
        if ($text[$at] !== '<') {
            $end = strpos($text, '<', $at);
            $end = $end === false ? strlen($text) : $end;
            $this->text(self::resolved(substr($text, $at, $end - $at)));
            return $end;
        }
        foreach (['<!--' => '-->', '<?' => '?>', '<![CDATA[' => ']]>'] as $begin => $end) {
            if (substr_compare($text, $begin, $at, strlen($begin)) === 0) {
                $from = $at + strlen($begin);
                $to = strpos($text, $end, $from);
                if ($to === false) {
                    throw new AnswerLost('応答のXMLが途中で切れています');
                }
                if ($begin === '<![CDATA[') {
                    $this->text(substr($text, $from, $to - $from));
                }
                return $to + strlen($end);
            }
        }
        return $this->tag($text, $at);
    }

    private function tag(string $text, int $at): int
    {
        $attribute = '\s++' . self::NAME . '\s*+=\s*+(?:"[^"<]*+"|\'[^\'<]*+\')';
        $pattern = '~\G<(?:(?<end>/)(?<closed>' . self::NAME . ')\s*+'
            . '|(?<opened>' . self::NAME . ')(?:' . $attribute . ')*+\s*+(?<empty>/?))>~';
        if (preg_match($pattern, $text, $found, PREG_UNMATCHED_AS_NULL, $at) !== 1) {
            throw new AnswerLost('応答はXMLではないか、DOCTYPEがあります');
        }
        if ($found['end'] !== null) {
            $this->close($found['closed']);
        } else {
            $this->begin($found['opened']);
            $found['empty'] === '/' && $this->close($found['opened']);
        }
        return $at + strlen($found[0]);
    }

    private function begin(string $name): void
    {
        if ($this->closed || count($this->open) >= self::DEEPEST) {
            throw new AnswerLost('応答のXMLの形が合いません');
        }
        if ($this->open !== []) {
            $this->open[count($this->open) - 1]['parent'] = true;
        }
        $this->open[] = ['name' => $name, 'text' => '', 'parent' => false];
    }

    private function close(string $name): void
    {
        $element = array_pop($this->open);
        if ($element === null || $element['name'] !== $name) {
            throw new AnswerLost('応答のXMLの閉じる順序が合いません');
        }
        $this->closed = $this->open === [];
        // 値を持つのは、ルートのすぐ下で、子のない要素です。中の要素の returnCode を、応答のものと取り違えません。
        if (count($this->open) === 1 && !$element['parent']) {
            $colon = strrpos($name, ':');
            $local = $colon === false ? $name : substr($name, $colon + 1);
            $this->values[$local][] = trim($element['text']);
        }
    }

    private function text(string $text): void
    {
        if ($this->open !== []) {
            $this->open[count($this->open) - 1]['text'] .= $text;
        } elseif (trim($text) !== '') {
            throw new AnswerLost('応答はXMLではありません');
        }
    }

    private static function resolved(string $text): string
    {
        return preg_replace_callback('/&([^;&]{0,10});?/', static function (array $found): string {
            $name = $found[1];
            if (!str_ends_with($found[0], ';')) {
                throw new AnswerLost('応答の文字参照を読めません');
            }
            if (isset(self::REFERENCES[$name])) {
                return self::REFERENCES[$name];
            }
            if (preg_match('/^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i', $name, $number) !== 1) {
                // DOCTYPE で定義された実体は、値に使いません。
                throw new AnswerLost('応答に知らない実体があります');
            }
            $code = $number[1] !== '' ? hexdec($number[1]) : (int) $number[2];
            return Characters::ofCode((int) $code) ?? throw new AnswerLost('応答の文字参照を読めません');
        }, $text);
    }
}

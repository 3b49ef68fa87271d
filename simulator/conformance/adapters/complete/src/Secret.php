<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use LogicException;

/** パスワード。var_dump・例外の引数・JSON・ファイルに、うっかり現れないように包みます。 */
final class Secret
{
    public function __construct(#[\SensitiveParameter] private readonly string $value)
    {
    }

    /** 送信する本文を作るところだけで使います。 */
    public function reveal(): string
    {
        return $this->value;
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['value' => '（非表示）'];
    }

    /** @return array<string, string> */
    public function __serialize(): array
    {
        throw new LogicException('パスワードは保存しません');
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 送信がどう終わったか。迷ったら Unknown です。ほかの3つは「確かである」と言い切ります。 */
enum Outcome: string
{
    /** 受け付けられた。 */
    case Done = 'done';
    /** 断られた。 */
    case Refused = 'refused';
    /** 何も送っていない。 */
    case NotSent = 'notSent';
    /** 処理されたかどうか、分からない。 */
    case Unknown = 'unknown';
}

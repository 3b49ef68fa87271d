<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** 送り始めた後で、応答が届かなかったか、読めなかった。処理されたかどうかは分かりません。 */
final class AnswerLost extends RuntimeException
{
}

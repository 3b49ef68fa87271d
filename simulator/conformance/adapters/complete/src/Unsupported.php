<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** このお店では扱えないこと。何を扱えないかを、届いたメッセージの中の場所で示します。 */
final class Unsupported extends RuntimeException
{
}

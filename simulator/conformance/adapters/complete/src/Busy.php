<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** ほかのプロセスが、同じ注文を送っている最中である。 */
final class Busy extends RuntimeException
{
}

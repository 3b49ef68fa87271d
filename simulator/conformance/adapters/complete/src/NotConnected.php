<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use RuntimeException;

/** 接続できなかった。要求は1バイトも送られていないので、「送っていない」と言い切れます。 */
final class NotConnected extends RuntimeException
{
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 7つのAPI。1回の呼び出しで、1回だけ送ります。送り直すかどうかは、呼ぶ側が決めます。 */
final class Client
{
    private const NAMES = [
        'AN010' => '決済登録', 'AN020' => '決済取消', 'AN030' => '出荷登録', 'AN040' => '出荷取消',
        'AN050' => '利用金額照会', 'AN060' => '取引先登録', 'AN070' => '審査状況照会',
    ];

    public function __construct(
        private readonly Connection $connection,
        private readonly Http $http,
        private readonly CredentialGuard $guard,
        private readonly Log $log,
    ) {
    }

    /**
     * 決済登録
     *
     * @param array<string, string> $fields
     */
    public function registerPayment(array $fields): Answer
    {
        return $this->send('AN010', $fields);
    }

    /** 決済取消 */
    public function cancelPayment(string $orderNumber, string $buyerId): Answer
    {
        return $this->send('AN020', ['orderNo' => $orderNumber, 'buyerId' => $buyerId]);
    }

    /** 出荷登録 */
    public function registerShipment(string $orderNumber, string $slipNumber): Answer
    {
        return $this->send('AN030', ['orderNo' => $orderNumber, 'slipNo' => $slipNumber]);
    }

    /** 出荷取消 */
    public function cancelShipment(string $orderNumber, string $slipNumber): Answer
    {
        return $this->send('AN040', ['orderNo' => $orderNumber, 'slipNo' => $slipNumber]);
    }

    /** 利用金額照会 */
    public function inquireUsage(string $buyerId): Answer
    {
        return $this->send('AN050', ['buyerId' => $buyerId]);
    }

    /**
     * 取引先登録
     *
     * @param array<string, string> $fields
     */
    public function registerBuyer(array $fields): Answer
    {
        return $this->send('AN060', $fields);
    }

    /** 審査状況照会 */
    public function inquireScreening(string $buyerId): Answer
    {
        return $this->send('AN070', ['buyerId' => $buyerId]);
    }

    /** @param array<string, string> $fields */
    private function send(string $api, array $fields): Answer
    {
        $subject = isset($fields['orderNo']) ? ' 受注番号 ' . $fields['orderNo'] : '';
        if (!$this->guard->mayTry()) {
            $this->log->add("{$api} " . self::NAMES[$api] . "{$subject}：接続情報の誤りが続いたため、送りません");
            return Answer::notSent('加盟店コードかパスワードの誤りが続いたため、送信を止めています。1分後にやり直してください。');
        }
        $this->log->add("{$api} " . self::NAMES[$api] . "{$subject}：送信");
        $answer = $this->post($api, $fields);
        if (array_filter($answer->codes, Codes::isCredentials(...)) !== []) {
            $this->guard->wasRefused();
        }
        // 記録に残すのは、結果とエラーコードだけです。本文には、パスワードとお客様の情報があります。
        $words = array_filter([$answer->outcome->value, ...$answer->codes, $answer->reason]);
        $this->log->add("{$api}{$subject}：" . implode(' ', $words));
        return $answer;
    }

    /** @param array<string, string> $fields */
    private function post(string $api, array $fields): Answer
    {
        $body = http_build_query(
            ['traderCode' => $this->connection->traderCode, 'passWord' => $this->connection->passWord->reveal()] + $fields,
            arg_separator: '&',
        );
        try {
            return Answer::read($this->http->post($this->connection->address($api), $body, $this->connection->caFile));
        } catch (NotConnected $failure) {
            return Answer::notSent('クロネコ掛け払いに' . $failure->getMessage());
        } catch (AnswerLost $failure) {
            return Answer::unknown($failure->getMessage());
        }
    }
}

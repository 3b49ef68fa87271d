<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お客様と担当者に示す文。お客様には、エラーコードも、断られた事情も見せません。 */
final class Messages
{
    private const NAMES = [
        'placeOrder' => '決済登録', 'cancelOrder' => '決済取消', 'ship' => '出荷登録', 'unship' => '出荷取消', 'apply' => '取引先登録',
    ];

    /** 担当者への説明。ここにないコードも、コードを添えて示します。 */
    private const REFUSALS = [
        'A020004' => 'この受注番号は、すでに登録されています',
        'G12' => 'この取引先は、一時的に利用できません',
        'G61' => 'この取引先は、停止されたか解約されています',
        'G65' => 'この取引先は登録されていません',
        'G78' => '加盟店の情報に問題があります。ヤマトクレジットファイナンスに確かめてください',
        'G97' => 'この取引は扱えません。ヤマトクレジットファイナンスに確かめてください',
        'B020005' => '決済を取り消せません。出荷を登録している場合は、先に出荷の登録を削除してください',
        'C020005' => 'この注文には、すでに出荷が登録されています',
        'C030004' => 'この送り状番号は、出荷が確定しているか、5件の注文に使われています',
        'C030005' => 'この送り状番号のサービスは、クロネコ掛け払いで使えません',
        'C030006' => '同梱した注文の合計が、ご利用可能額を超えています',
        'D020005' => '出荷を削除できません。ヤマトが出荷を確定しています。お店の出荷は残しています',
        'F020004' => 'この取引先IDは使われています。もう一度申し込むと、新しい取引先IDになります',
    ];

    public const UNKNOWN_BUYER = 'ご注文を確認しています。もう一度ご注文にならずに、お店からのご連絡をお待ちください。';
    public const UNAVAILABLE_BUYER = 'ただいまクロネコ掛け払いをご利用いただけません。ほかのお支払方法をお選びください。';

    /** @return array{buyer: string, operator: string} */
    public static function of(string $verb, Answer $answer): array
    {
        return ['buyer' => self::buyer($answer), 'operator' => self::operator($verb, $answer)];
    }

    /** @return array{buyer: string, operator: string} */
    public static function toOperator(string $text): array
    {
        return ['buyer' => '', 'operator' => $text];
    }

    private static function buyer(Answer $answer): string
    {
        return match (true) {
            $answer->isDone() => 'ご注文ありがとうございました。',
            $answer->outcome === Outcome::Unknown => self::UNKNOWN_BUYER,
            array_filter($answer->codes, Codes::isOverLimit(...)) !== [] => 'ご利用可能額を超えています。ご注文の金額を変えるか、ほかのお支払方法をお選びください。',
            default => self::UNAVAILABLE_BUYER,
        };
    }

    private static function operator(string $verb, Answer $answer): string
    {
        $name = self::NAMES[$verb];
        $code = $answer->codes === [] ? '' : '（' . implode('、', $answer->codes) . '）';
        return match ($answer->outcome) {
            Outcome::Done => "{$name}が完了しました。",
            Outcome::NotSent => $answer->reason,
            Outcome::Unknown => "{$name}の結果が分かりません{$code}。処理された可能性があります。もう一度送らず、「確認する」を押してください。",
            Outcome::Refused => self::refusal($answer) . $code . '。',
        };
    }

    private static function refusal(Answer $answer): string
    {
        foreach ($answer->codes as $code) {
            if (Codes::isCredentials($code)) {
                return '加盟店コードかパスワードが違います。支払方法の設定を確かめてください';
            }
            if (Codes::isOverLimit($code)) {
                return 'ご利用可能額を超えています';
            }
            if (isset(self::REFUSALS[$code])) {
                return self::REFUSALS[$code];
            }
        }
        return 'クロネコ掛け払いに断られました';
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 取引先登録の申込み。 */
final class Buyers
{
    private const MOST_APPLICATIONS = 99;

    public function __construct(
        private readonly Store $store,
        private readonly Customers $customers,
        private readonly Screening $screening,
        private readonly Client $client,
        private readonly Clock $clock,
    ) {
    }

    /**
     * @param array<string, mixed> $message
     * @param array<string, string|bool> $form
     * @return array<string, mixed>
     */
    public function apply(array $message, array $form): array
    {
        return $this->store->locked('customer ' . $message['key'], function () use ($message, $form): array {
            $application = new ApplicationForm($form, $this->clock);
            $problems = $application->problems();
            if ($problems !== []) {
                return Reply::notSent($problems, '入力の内容をお確かめください。');
            }
            $customer = $this->customers->seen($message);
            $seen = $this->screening->look($customer);
            // 審査中や、結果の分からない申込みがある間は、申し込み直せません。
            if (!$seen['mayApplyAgain']) {
                return Reply::because('application', 'すでに申し込み済みです。' . $seen['told']['operator'], $seen['told']['buyer'])
                    + ['buyerId' => $customer->application['buyerId'] ?? null];
            }
            $buyerId = $this->chooseId($customer);
            return $buyerId === null
                ? Reply::because('application', '申込みの回数が上限に達しました。ヤマトクレジットファイナンスにご相談ください。')
                : $this->send($customer, $buyerId, $application);
        });
    }

    /** 一度登録された取引先IDは、断られても使い回せません。届いていない申込みのIDは、そのまま使います。 */
    private function chooseId(Customer $customer): ?string
    {
        if ($customer->application !== null && !$customer->mayHaveArrived()) {
            return $customer->application['buyerId'];
        }
        if ($customer->applications > self::MOST_APPLICATIONS) {
            return null;
        }
        return $customer->idOf($customer->applications++);
    }

    /** @return array<string, mixed> */
    private function send(Customer $customer, string $buyerId, ApplicationForm $form): array
    {
        $wasLost = ($customer->application['state'] ?? '') === Customer::NOT_ARRIVED;
        $customer->application = ['buyerId' => $buyerId, 'state' => Customer::OPEN, 'lastSeen' => null];
        // 送る前に書きます。申込書の中身（お客様の情報）は残しません。
        $this->customers->save($customer);
        $answer = $this->client->registerBuyer(['cId' => $buyerId] + $form->items());
        if ($answer->outcome === Outcome::Refused && $answer->hasCode('F020004') && $wasLost) {
            // 応答の失われた申込みが、後から届いていました。
            $answer = $answer->as(Outcome::Done);
        }
        match ($answer->outcome) {
            Outcome::Done => [$customer->application['state'], $customer->buyerId] = [Customer::SENT, $buyerId],
            Outcome::Unknown => null,
            // 届いていないので、IDは次の申込みに使えます。ほかで使われているIDは捨てます。
            default => $customer->application = $answer->hasCode('F020004')
                ? null
                : ['buyerId' => $buyerId, 'state' => Customer::NOT_ACCEPTED, 'lastSeen' => null],
        };
        $this->customers->save($customer);
        $told = self::told($answer);
        return ['told' => $told, 'buyerId' => $buyerId] + Reply::of('apply', $answer);
    }

    /** @return array{buyer: string, operator: string} */
    private static function told(Answer $answer): array
    {
        return [
            'buyer' => match ($answer->outcome) {
                Outcome::Done => 'お申し込みを受け付けました。審査の結果をお待ちください。',
                Outcome::Unknown => 'お申し込みの状況を確認しています。もう一度お申し込みにならずにお待ちください。',
                default => 'お申し込みを受け付けられませんでした。お店にお問い合わせください。',
            },
            'operator' => Messages::of('apply', $answer)['operator'],
        ];
    }

    /**
     * 結果の分からない申込みを確かめます。
     *
     * @return array<string, mixed>
     */
    public function recover(Customer $customer): array
    {
        $state = $this->screening->look($customer)['state'];
        $result = match (true) {
            !$customer->hasOpenApplication() && $state === 'none' => Outcome::NotSent,
            !$customer->hasOpenApplication() => Outcome::Done,
            default => Outcome::Unknown,
        };
        return ['customer' => $customer->key, 'verb' => 'apply', 'result' => $result->value];
    }
}

<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 取引先登録の申込書。誤りは、送る前に、欄ごとに、すべて一度に示します。 */
final class ApplicationForm
{
    private const KINDS = ['corporation' => '1', 'soleProprietor' => '2'];
    private const POSITIONS = ['before' => '0', 'after' => '1'];
    private const DESTINATIONS = ['buyer' => '1', 'operatingCompany' => '2', 'other' => '9'];
    private const METHODS = ['bankTransfer' => '2', 'directDebit' => '8', 'convenienceStore' => '9'];

    /** 欄を使う場面。 */
    private const CORPORATION = 'corporation';
    private const SOLE_PROPRIETOR = 'soleProprietor';
    private const OPERATING = 'operating';
    private const OPERATING_CORPORATION = 'operatingCorporation';
    private const OTHER_INVOICE = 'otherInvoice';

    /** @var array<string, string> 欄の名前 => そろえた値 */
    private readonly array $values;

    /** @param array<string, string|bool> $form お客様が入力したとおり */
    public function __construct(array $form, private readonly Clock $clock)
    {
        $values = [];
        foreach (self::fields() as $field) {
            $value = $form[$field->name] ?? '';
            $values[$field->name] = is_bool($value) ? ($value ? 'true' : 'false') : $field->converted($value);
        }
        $this->values = $values;
    }

    /** @return list<Problem> */
    public function problems(): array
    {
        $problems = [];
        foreach (self::fields() as $field) {
            $value = $this->values[$field->name];
            if (!$this->uses($field)) {
                continue;
            }
            $missing = $field->required ? $this->missing($field) : null;
            $wrong = $value === '' ? $missing : $field->wrong($value, $this->clock);
            if ($wrong !== null) {
                $problems[$field->name] = new Problem($field->name, "{$field->label}：{$wrong}");
            }
        }
        // 1つの欄に示す誤りは、1つで足ります。
        return array_values($problems + $this->related());
    }

    /** @return array<string, string> 取引先登録の項目（取引先IDのほか） */
    public function items(): array
    {
        $items = [];
        foreach (self::fields() as $field) {
            $value = $this->values[$field->name];
            if ($value !== '' && $this->uses($field)) {
                $items[$field->item] = $field->kind === ApplicationField::CHOICE ? $field->choices[$value] : $value;
            }
        }
        return $items;
    }

    private function missing(ApplicationField $field): string
    {
        return $field->kind === ApplicationField::CHOICE ? '選んでください' : '入力してください';
    }

    /** その欄を使う場面か。使わない欄は、入力されていても送りません。 */
    private function uses(ApplicationField $field): bool
    {
        $has = $this->values['hasOperatingCompany'] === 'true';
        return match ($field->section) {
            '' => true,
            self::CORPORATION => $this->values['kind'] === 'corporation',
            self::SOLE_PROPRIETOR => $this->values['kind'] === 'soleProprietor',
            self::OPERATING => $has,
            self::OPERATING_CORPORATION => $has && $this->values['operatingKind'] === 'corporation',
            self::OTHER_INVOICE => $this->values['invoiceDestination'] === 'other',
        };
    }

    /** @return array<string, Problem> いくつかの欄を合わせた誤り */
    private function related(): array
    {
        $form = $this->values['kind'] === 'corporation' ? $this->values['legalForm'] : '';
        $operating = $this->values['operatingKind'] === 'corporation' ? $this->values['operatingLegalForm'] : '';
        $name = LegalForms::length($form);
        $kana = LegalForms::kanaLength($form);
        $most = $this->values['branchName'] === '' ? 30 : 29;
        $mostKana = $this->values['branchNameKana'] === '' ? 60 : 59;
        $representative = ['representativeFamilyNameKana', 'representativeGivenNameKana'];
        $operator = ['operatingRepresentativeFamilyNameKana', 'operatingRepresentativeGivenNameKana'];
        $found = $this->tooLong(['companyName', 'branchName'], $name, $most, '取引先名・支店名・法人格')
            + $this->tooLong(['companyNameKana', 'branchNameKana'], $kana, $mostKana, '取引先名・支店名・法人格のカナ')
            + $this->tooLong(['operatingName'], LegalForms::length($operating), 30, '運営会社名と法人格')
            + $this->tooLong(['operatingNameKana'], LegalForms::kanaLength($operating), 60, '運営会社名と法人格のカナ')
            + $this->tooLong($representative, 0, 29, '代表者名のカナ')
            + $this->tooLong($operator, 0, 29, '運営会社の代表者名のカナ');
        [$industry, $detail] = [$this->values['industry'], $this->values['industryDetail']];
        if ($industry !== '' && !Industries::isKnown($industry)) {
            $found['industry'] = new Problem('industry', '事業内容1：一覧から選んでください');
        } elseif ($detail !== '' && !Industries::goesWith($industry, $detail)) {
            $found['industryDetail'] = new Problem('industryDetail', '事業内容2：事業内容1を選び、それに合うものを選んでください');
        }
        if ($this->values['invoiceDestination'] === 'operatingCompany' && $this->values['hasOperatingCompany'] !== 'true') {
            $message = '送付先選択：運営会社がないため、「運営会社と同じ」は選べません';
            $found['invoiceDestination'] = new Problem('invoiceDestination', $message);
        }
        return $found;
    }

    /**
     * @param non-empty-list<string> $names
     * @return array<string, Problem>
     */
    private function tooLong(array $names, int $form, int $most, string $label): array
    {
        $text = implode('', array_map(fn (string $name): string => $this->values[$name], $names));
        $length = $form + (str_ends_with($names[0], 'Kana') ? Characters::kanaLength($text) : Characters::count($text));
        $message = "{$label}：合わせて{$most}文字以内にしてください（いまは{$length}文字）";
        return $length <= $most ? [] : [$names[0] => new Problem($names[0], $message)];
    }

    /** @return list<ApplicationField> ヤマトの項目の順 */
    private static function fields(): array
    {
        $field = static fn (mixed ...$values): ApplicationField => new ApplicationField(...$values);
        [$text, $kana, $digits] = [ApplicationField::TEXT, ApplicationField::KANA, ApplicationField::DIGITS];
        [$telephone, $postal, $choice] = [ApplicationField::TELEPHONE, ApplicationField::POSTAL, ApplicationField::CHOICE];
        [$operating, $corporation] = [self::OPERATING, self::OPERATING_CORPORATION];
        $forms = LegalForms::choices();
        return [
            $field('kind', 'hjkjKbn', '法人・個人事業主', $choice, choices: self::KINDS),
            $field('legalForm', 'houjinKaku', '法人格', $choice, section: self::CORPORATION, choices: $forms),
            $field('legalFormPosition', 'houjinZengo', '法人格の位置', $choice, section: self::CORPORATION, choices: self::POSITIONS),
            $field('companyName', 'sMei', '取引先名', $text, 30, isCompany: true),
            $field('branchName', 'shitenMei', '支店名', $text, 30, false),
            $field('companyNameKana', 'sMeikana', '取引先名（カナ）', $kana, 60, isCompany: true),
            $field('branchNameKana', 'shitenMeikana', '支店名（カナ）', $kana, 60, false),
            $field('postalCode', 'ybnNo', '郵便番号', $postal),
            $field('address', 'Adress', '住所', $text, 50),
            $field('telephone', 'telNo', '電話番号（代表）', $telephone),
            $field('mobile', 'keitaiNo', '携帯電話番号', $telephone, required: false),
            $field('industry', 'gyscod1', '事業内容1', $digits, 2, false),
            $field('industryDetail', 'gyscod2', '事業内容2', $digits, 3, false),
            $field('established', 'setsurituNgt', '設立年月', ApplicationField::MONTH, required: false),
            $field('capital', 'shk', '資本金', $digits, 5, false),
            $field('annualSales', 'nsyo', '年商', $digits, 5, false),
            $field('employees', 'kmssyainsu', '従業員', $digits, 5, false),
            $field('representativeFamilyName', 'daikjmeiSei', '代表者名（姓）', $text, 14),
            $field('representativeGivenName', 'daikjmeiMei', '代表者名（名）', $text, 14),
            $field('representativeFamilyNameKana', 'daiknameiSei', '代表者名（カナ・姓）', $kana, 29),
            $field('representativeGivenNameKana', 'daiknameiMei', '代表者名（カナ・名）', $kana, 29),
            $field('homePostalCode', 'daiYbnno', '自宅郵便番号', $postal, section: self::SOLE_PROPRIETOR),
            $field('homeAddress', 'daiAddress', '自宅住所', $text, 50, section: self::SOLE_PROPRIETOR),
            $field('hasOperatingCompany', 'szUmu', '運営会社の有無', $choice, choices: ['true' => '1', 'false' => '0']),
            $field('operatingKind', 'szHjkjKbn', '運営会社の法人・個人事業主', $choice, section: $operating, choices: self::KINDS),
            $field('operatingLegalForm', 'szHoujinKaku', '運営会社の法人格', $choice, section: $corporation, choices: $forms),
            $field(
                'operatingLegalFormPosition', 'szHoujinZengo', '運営会社の法人格の位置', $choice,
                section: $corporation, choices: self::POSITIONS,
            ),
            $field('operatingName', 'szHonknjmei', '運営会社名', $text, 30, section: $operating, isCompany: true),
            $field('operatingNameKana', 'szHonknamei', '運営会社名（カナ）', $kana, 60, section: $operating, isCompany: true),
            $field('operatingPostalCode', 'szYbnno', '運営会社の郵便番号', $postal, section: $operating),
            $field('operatingAddress', 'szAddress', '運営会社の住所', $text, 50, section: $operating),
            $field('operatingTelephone', 'szTelno', '運営会社の電話番号', $telephone, section: $operating),
            $field('operatingRepresentativeFamilyName', 'szDaikjmei_sei', '運営会社の代表者名（姓）', $text, 14, section: $operating),
            $field('operatingRepresentativeGivenName', 'szDaikjmei_mei', '運営会社の代表者名（名）', $text, 14, section: $operating),
            $field('operatingRepresentativeFamilyNameKana', 'szDaiknamei_sei', '運営会社の代表者名（カナ・姓）', $kana, 29, section: $operating),
            $field('operatingRepresentativeGivenNameKana', 'szDaiknamei_mei', '運営会社の代表者名（カナ・名）', $kana, 29, section: $operating),
            $field('invoiceDestination', 'sqssfKbn', '送付先選択', $choice, choices: self::DESTINATIONS),
            $field('invoicePostalCode', 'sqYbnno', '送付先の郵便番号', $postal, section: self::OTHER_INVOICE),
            $field('invoiceAddress', 'sqAddress', '送付先の住所', $text, 50, section: self::OTHER_INVOICE),
            $field('invoiceName', 'sofuKnjnam', '送付先名称', $text, 30, section: self::OTHER_INVOICE),
            $field('invoicePerson', 'sofuTntnam', '担当者名', $text, 25, false, self::OTHER_INVOICE),
            $field('invoiceDepartment', 'syz', '部署・役職', $text, 10, false, self::OTHER_INVOICE),
            $field('invoiceTelephone', 'kmsTelno', '送付先の電話番号', $telephone, required: false, section: self::OTHER_INVOICE),
            $field('paymentMethod', 'shrhohKbn', '支払方法', $choice, choices: self::METHODS),
        ];
    }
}

import { lazily } from '../../base/lazily.ts';
import type { Rule } from './finding.ts';
import { looksChosen, looksRandom } from './looks-secret.ts';

/**
 * What tokens of known services look like: label, pieces one of which has to be there, expression. Every repetition has
 * an upper bound, and what is repeated cannot be read in two ways.
 */
const TOKENS: readonly (readonly [label: string, keywords: string, expression: string])[] = [
  ['Anthropic key', 'sk-ant-', String.raw`\bsk-ant-[\w-]{20,200}`],
  [
    'OpenAI key',
    'sk-proj-|sk-svcacct-|sk-admin-|t3blbkfj',
    String.raw`\bsk-(?:proj|svcacct|admin)-[\w-]{24,250}|\bsk-\w{20}T3BlbkFJ\w{20}`,
  ],
  ['API key', 'sk-', String.raw`\bsk-(?:or-v1-|lf-|live-|test-)?(?=[a-zA-Z]{0,40}\d)[A-Za-z0-9]{30,90}\b`],
  ['Notion token', 'ntn_|secret_', String.raw`\bntn_[A-Za-z0-9]{40,60}\b|\bsecret_[A-Za-z0-9]{43}\b`],
  ['AWS access key', 'akia|asia|abia|acca', String.raw`\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b`],
  [
    'GitHub token',
    'ghp_|gho_|ghs_|ghr_|ghu_|github_pat_',
    String.raw`\bgh[opsru]_[A-Za-z0-9]{36,255}|\bgithub_pat_\w{40,255}`,
  ],
  [
    'GitLab token',
    'glpat-|gldt-|glcbt-|glptt-|glft-|glimt-|glrt-|glsoat-|glagent-|gloas-|glffct-',
    String.raw`\bgl(?:pat|dt|cbt|ptt|ft|imt|rt|soat|agent|oas|ffct)-[\w.-]{20,120}`,
  ],
  ['Slack token', 'xox|xapp-', String.raw`\bxox[abceoprs](?:\.xox[bp])?-[\w-]{10,250}|\bxapp-\d-[\w-]{20,200}`],
  [
    'webhook address',
    'hooks.slack.com|api/webhooks/|webhook.office.com|hooks.zapier.com',
    String.raw`https://(?:hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]{20,120}|(?:\w{1,20}\.)?discord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{20,100}|[\w-]{1,63}\.webhook\.office\.com/webhookb2/[\w@/-]{40,250}|hooks\.zapier\.com/hooks/catch/\d{3,12}/\w{5,40})`,
  ],
  [
    'Stripe key',
    'k_live_|k_test_|k_prod_|whsec_',
    String.raw`\b[rsp]k_(?:live|test|prod)_[A-Za-z0-9]{10,250}|\bwhsec_[A-Za-z0-9+/=]{24,100}`,
  ],
  ['Google key', 'aiza|gocspx-|ya29.', String.raw`\bAIza[\w-]{35}|\bGOCSPX-[\w-]{24,40}|\bya29\.[\w-]{20,500}`],
  ['signed token (JWT)', 'eyj', String.raw`\beyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{0,2000}`],
  ['npm token', 'npm_', String.raw`\bnpm_[A-Za-z0-9]{36}\b`],
  ['PyPI token', 'pypi-', String.raw`\bpypi-[\w-]{60,500}`],
  ['SendGrid key', 'sg.', String.raw`\bSG\.[\w-]{16,32}\.[\w-]{32,64}`],
  ['Twilio key', 'sk', String.raw`\bSK[0-9a-f]{32}\b`],
  ['Mailgun key', 'key-', String.raw`\bkey-[0-9a-f]{32}\b`],
  ['Mailchimp key', '-us', String.raw`\b[0-9a-f]{32}-us\d{1,2}\b`],
  ['DigitalOcean token', '_v1_', String.raw`\bdo[opr]_v1_[0-9a-f]{64}\b`],
  ['Shopify token', 'shpat_|shpca_|shppa_|shpss_', String.raw`\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b`],
  ['Hugging Face token', 'hf_', String.raw`\bhf_[A-Za-z0-9]{30,40}\b`],
  ['model provider key', 'gsk_|xai-|pplx-|r8_', String.raw`\b(?:gsk_|xai-|pplx-|r8_)[A-Za-z0-9]{37,100}\b`],
  ['Databricks token', 'dapi', String.raw`\bdapi[0-9a-f]{32}(?:-\d)?\b`],
  ['Linear key', 'lin_', String.raw`\blin_(?:api|oauth|wh)_[A-Za-z0-9]{32,80}\b`],
  ['Figma token', 'figd_|figo_|figu_|figr_|figor_|figdr_', String.raw`\bfig[dour]{1,2}_[\w-]{38,100}`],
  ['Airtable token', 'pat', String.raw`\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b`],
  ['Atlassian token', 'atatt3|atctt3', String.raw`\bAT[AC]TT3[\w=-]{60,250}`],
  ['Telegram bot token', ':aa', String.raw`\b\d{8,10}:AA[\w-]{33}\b`],
  ['Discord bot token', '.', String.raw`\b[MNO][A-Za-z\d_-]{23,25}\.[\w-]{6}\.[\w-]{27,38}\b`],
  [
    'Azure key',
    'accountkey=|q~|sharedaccesskey=',
    String.raw`\b(?:AccountKey|SharedAccessKey)=(?<v>[A-Za-z0-9+/]{40,90}={0,2})|(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])`,
  ],
  ['age key', 'age-secret-key-1', String.raw`\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b`],
  ['Vault token', 'hvs.|hvb.|hvr.', String.raw`\bhv[bsr]\.[\w-]{24,250}`],
  ['Doppler token', 'dp.', String.raw`\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}\b`],
  ['Docker token', 'dckr_', String.raw`\bdckr_(?:pat|oat)_[\w-]{27,40}`],
  ['Terraform token', '.atlasv1.', String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}`],
  ['Grafana token', 'glc_|glsa_', String.raw`\bgl(?:c|sa)_[\w+/=]{32,400}`],
  ['New Relic key', 'nrak-', String.raw`\bNRAK-[A-Z0-9]{27}\b`],
  ['Sentry token', 'sntry', String.raw`\bsntry[su]_[\w+/=-]{40,400}`],
  ['PlanetScale token', 'pscale_', String.raw`\bpscale_(?:pw|tkn|oauth)_[\w.=-]{32,64}`],
  ['Supabase key', 'sbp_|sb_secret_', String.raw`\b(?:sbp|sb_secret)_[\w-]{24,60}`],
  ['Postman key', 'pmak-', String.raw`\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b`],
  ['RubyGems key', 'rubygems_', String.raw`\brubygems_[0-9a-f]{48}\b`],
  ['Pulumi token', 'pul-', String.raw`\bpul-[0-9a-f]{40}\b`],
  ['Brevo key', 'xkeysib-', String.raw`\bxkeysib-[0-9a-f]{64}-\w{16}\b`],
  ['Heroku key', 'hrku-', String.raw`\bHRKU-[\w-]{30,70}`],
  ['Dropbox token', 'sl.', String.raw`\bsl\.(?:u\.)?[\w-]{100,1500}`],
  ['1Password token', 'ops_eyj', String.raw`\bops_eyJ[\w+/=]{100,2000}`],
  ['one-time code seed', 'otpauth://', String.raw`\botpauth://[^\s"'<>]{1,200}?secret=(?<v>[A-Za-z2-7]{12,128})`],
  ['password hash', '$2', String.raw`\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}`],
  [
    'private key',
    '-----begin',
    String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,12000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)`,
  ],
  [
    'signed address',
    'signature=|sig=|token=|credential=',
    String.raw`[?&](?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|sig|(?:access_|auth_|id_|refresh_)?token)=(?<v>[\w%+/=.~-]{16,2500})`,
  ],
];

const NAMES =
  'pass(?:word|wd|phrase|code)|pwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|(?:access|auth|api|bearer|refresh|bot|session)[_-]?token|client[_-]?secret|credentials?';
const NAME_PIECES = ['pass', 'pwd', 'secret', 'key', 'token', 'credential'];

/** What people call a password, in the languages of the surface's neighbours. */
const WORDS = String.raw`pass(?:word|phrase|code|wort)|passwd|pwd|kennwort|zugangscode|mot de passe|contraseña|senha|palavra-passe|wachtwoord|hasło|lösenord|heslo|parola|пароль|密码|密碼|パスワード|비밀번호`;
const WORD_PIECES = [
  'pass',
  'pwd',
  'kennwort',
  'zugangscode',
  'contraseña',
  'senha',
  'palavra',
  'wachtwoord',
  'hasło',
  'lösenord',
  'heslo',
  'parola',
  'пароль',
  '密码',
  '密碼',
  'パスワード',
  '비밀번호',
];

const rule = (
  label: string,
  keywords: readonly string[],
  source: string,
  flags: string,
  holds?: Rule['holds'],
  trim?: Rule['trim'],
): Rule => ({
  kind: 'SECRET',
  label,
  keywords,
  expression: lazily(() => new RegExp(source, flags)),
  ...(holds === undefined ? {} : { holds }),
  ...(trim === undefined ? {} : { trim }),
});

/** A sentence's end is no part of the password before it. */
const trimmed = (value: string): string => value.replace(/[.,;:)\]}*_。、]{1,3}$/u, '');

/** Words that stand in examples where a secret would. */
const isDummy = (value: string): boolean =>
  /^(?:pass(?:word|wd)?|pwd|secret|token|key|x{3,}|\*{3,}|\.{3,}|changeme|example|test|<.*|\[.*|\{.*|\$.*|%.*|your.*|my.*)$/i.test(
    value,
  );

/** Values that stand behind a name or in a place that tells what they are. */
const NAMED: readonly Rule[] = [
  rule(
    'AWS secret key',
    ['aws', 'secret'],
    String.raw`(?:aws|secret)[\w .-]{0,24}key\W{1,8}(?<v>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
    'gi',
    looksRandom,
  ),
  rule(
    'password in an address',
    ['://'],
    String.raw`\b[a-z][a-z0-9+.-]{1,20}://[^\s:@/"'<>]{0,64}:(?<v>[^\s@/"'<>]{3,128})@`,
    'gi',
    (value) => !isDummy(value),
  ),
  rule(
    'authorization header',
    ['bearer', 'basic ', 'authorization'],
    String.raw`\b(?:Bearer|Basic|Authorization["']?\s{0,2}[:=]\s{0,2}["']?(?:token\s)?)\s{0,2}(?<v>[A-Za-z0-9+/_.~-]{16,2000}={0,2})`,
    'gi',
    looksRandom,
  ),
  // `FOO_PASSWORD=…` in an environment file.
  rule(
    'value of an environment variable',
    NAME_PIECES,
    String.raw`\b[A-Z][A-Z0-9_]{0,60}(?<=PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|KEY|CREDENTIALS?|_PASS)(?:_[A-Z0-9]{1,20})?\s{0,2}[=:]\s{0,2}["']?(?<v>[^\s"'|,;]{6,300})`,
    'g',
    (value) => looksChosen(value, true),
  ),
  // `"client_secret": "…"` in JSON, YAML or code.
  rule(
    'quoted value',
    NAME_PIECES,
    String.raw`(?:${NAMES})["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["'](?<v>[^"'\s]{6,300})["']`,
    'gi',
    (value) => looksChosen(value, true),
  ),
  rule(
    'password',
    WORD_PIECES,
    String.raw`(?:${WORDS})["'*_]{0,3}(?:\s{0,2}[:=：|]{1,2}[*_]{0,2}\s{0,2}|\s(?:for [^.:\n]{1,40}? )?(?:is|was|ist|lautet|est|es|é|is nu|to jest|är|je|è|—|–|-)(?:\s?:)?\s|は\s?|是\s?|[은는]\s?)["'“„«‘*_「\x60]{0,3}(?<v>[^\s"'”“«»|「」\x60]{6,80})`,
    'giu',
    (value) => looksChosen(value, false),
    trimmed,
  ),
];

/** Keys in blocks and signed tokens go on for longer than anything else. */
const LONG: Readonly<Record<string, number>> = { 'private key': 12_200, 'signed token (JWT)': 12_100 };

export const SECRET_RULES: readonly Rule[] = [
  ...TOKENS.map(([label, keywords, source]): Rule => {
    const reach = LONG[label];
    return { ...rule(label, keywords.split('|'), source, 'g'), ...(reach === undefined ? {} : { reach }) };
  }),
  ...NAMED,
];

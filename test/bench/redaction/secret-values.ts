import type { Draw } from './draw.ts';

/** Secrets by class, drawn anew for each sample: as their services give them out. None of them opens anything. */
export const TOKENS: Readonly<Record<string, (draw: Draw) => string>> = {
  'anthropic key': (d) => `sk-ant-api03-${d.word(93, d.URL)}-${d.word(6, d.URL)}AA`,
  'anthropic admin key': (d) => `sk-ant-admin01-${d.word(93, d.URL)}-${d.word(6, d.URL)}AA`,
  'openai key': (d) => `sk-proj-${d.word(74, d.URL)}T3BlbkFJ${d.word(74, d.URL)}`,
  'openai key, old': (d) => `sk-${d.word(20)}T3BlbkFJ${d.word(20)}`,
  'notion token': (d) => `ntn_${d.word(11, d.DIGITS)}${d.word(35)}`,
  'notion token, old': (d) => `secret_${d.word(43)}`,
  'aws access key': (d) => `${d.one(['AKIA', 'ASIA'])}${d.word(16, d.BASE32)}`,
  'github token': (d) => `${d.one(['ghp_', 'gho_', 'ghs_', 'ghr_'])}${d.word(36)}`,
  'github fine-grained token': (d) => `github_pat_${d.word(22)}_${d.word(59)}`,
  'gitlab token': (d) => `glpat-${d.word(20, d.URL)}`,
  'slack token': (d) => `xoxb-${d.word(12, d.DIGITS)}-${d.word(12, d.DIGITS)}-${d.word(24)}`,
  'slack webhook': (d) =>
    `https://hooks.slack.com/services/T${d.word(9, d.BASE32)}/B${d.word(9, d.BASE32)}/${d.word(24)}`,
  'stripe key': (d) => `${d.one(['sk', 'rk'])}_live_${d.word(d.one([24, 99]))}`,
  'google key': (d) => `AIza${d.word(35, d.URL)}`,
  'json web token': (d) => `eyJ${d.word(33, d.URL)}.eyJ${d.word(120, d.URL)}.${d.word(43, d.URL)}`,
  'npm token': (d) => `npm_${d.word(36)}`,
  'pypi token': (d) => `pypi-AgEIcHlwaS5vcmc${d.word(120, d.URL)}`,
  'sendgrid key': (d) => `SG.${d.word(22, d.URL)}.${d.word(43, d.URL)}`,
  'twilio key': (d) => `SK${d.word(32, d.HEX)}`,
  'hugging face token': (d) => `hf_${d.word(34, d.LETTERS)}`,
  'shopify token': (d) => `shpat_${d.word(32, d.HEX)}`,
  'digitalocean token': (d) => `dop_v1_${d.word(64, d.HEX)}`,
  'telegram bot token': (d) => `${d.word(10, '123456789')}:AA${d.word(33, d.URL)}`,
  'linear key': (d) => `lin_api_${d.word(40)}`,
};

/** As people choose passwords, and as machines do. Words alone are among them. */
export const password = (d: Draw): string =>
  d.one([
    () =>
      `${d.one(['Sommer', 'Tiger', 'Blauwal', 'Montreal', 'qwerty', 'Liverpool'])}${d.one(['!', '#', '_', '$'])}${d.word(4, d.DIGITS)}`,
    () => `${d.one(['hunter', 'dragon', 'acme', 'welcome'])}${d.word(3, d.DIGITS)}${d.one(['', '!', '?x'])}`,
    () => d.word(14),
    () => d.word(20, `${d.LETTERS}${d.DIGITS}!@#%^&*`),
    () => `Tr0ub4dor&${d.word(2, d.DIGITS)}`,
    () => `${d.word(4)}-${d.word(4)}-${d.word(4, d.DIGITS)}`,
    () =>
      `${d.one(['correct', 'purple', 'lucky'])}-${d.one(['horse', 'river', 'penguin'])}-${d.one(['battery', 'socket', 'ladder'])}`,
  ])();

const pem = (d: Draw): string => {
  const kind = d.one(['RSA ', 'EC ', 'OPENSSH ', '']);
  const lines = Array.from({ length: 12 }, () => d.word(64, `${d.LETTERS}${d.DIGITS}+/`));
  return [`-----BEGIN ${kind}PRIVATE KEY-----`, ...lines, `-----END ${kind}PRIVATE KEY-----`].join('\n');
};

/** Secrets that are told by where they stand: the text, and the part of it that is the secret. */
export const PLACED: Readonly<Record<string, (draw: Draw) => readonly [text: string, secret: string]>> = {
  'private key (PEM)': (d) => {
    const key = pem(d);
    return [d.one([`The deploy key:\n${key}\nKeep it safe.`, key, `\`\`\`\n${key}\n\`\`\``]), key];
  },
  'aws secret key': (d) => {
    const key = d.word(40, `${d.LETTERS}${d.DIGITS}/+`);
    return [
      d.one([
        `aws_secret_access_key = ${key}`,
        `AWS_SECRET_ACCESS_KEY="${key}"`,
        `| AWS secret access key | ${key} |`,
        `"secretAccessKey": "${key}"`,
      ]),
      key,
    ];
  },
  'database address': (d) => {
    const secret = password(d).replaceAll(/[#?/@]/g, 'x');
    return [
      `${d.one(['postgres', 'mysql', 'mongodb+srv', 'redis', 'amqps'])}://${d.one(['app', 'root', 'svc_prod'])}:${secret}@db${d.word(2, d.DIGITS)}.internal.example.com:5432/main`,
      secret,
    ];
  },
  'azure storage key': (d) => {
    const key = `${d.word(86, `${d.LETTERS}${d.DIGITS}+/`)}==`;
    return [`DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${key};EndpointSuffix=core.windows.net`, key];
  },
  'environment password': (d) => {
    const secret = password(d).replaceAll(/[#$]/g, '!');
    const name = d.one(['FOO_PASSWORD', 'DB_PASSWORD', 'SMTP_PASS', 'ADMIN_PASSWORD', 'API_SECRET', 'SESSION_TOKEN']);
    return [
      d.one([
        `${name}=${secret}`,
        `export ${name}='${secret}'`,
        `PORT=80\n${name}="${secret}"\nDEBUG=1`,
        `- ${name}: ${secret}`,
      ]),
      secret,
    ];
  },
  'quoted password in code': (d) => {
    const secret = password(d);
    return [
      d.one([
        `{"user": "anna", "password": "${secret}"}`,
        `client_secret: "${secret}"`,
        `const apiKey = '${secret}';`,
        `db.connect(user="app", password="${secret}")`,
        `'auth_token' => '${secret}',`,
      ]),
      secret,
    ];
  },
  'password in prose': (d) => {
    const secret = password(d);
    return [
      d.one([
        `The wifi password is ${secret}.`,
        `Log in with anna, password: ${secret}, and change it after.`,
        `Das Passwort lautet ${secret} und gilt bis Freitag.`,
        `Le mot de passe est ${secret}.`,
        `La contraseña es ${secret}`,
        `A senha é ${secret}.`,
        `Hasło: ${secret}`,
        `Пароль: ${secret}`,
        `パスワードは${secret}`,
        `密码：${secret}`,
        `| Admin password | ${secret} |`,
        `The password for the staging server is “${secret}”.`,
        `**Password:** ${secret}`,
        `Password: \`${secret}\``,
      ]),
      secret,
    ];
  },
  'authorization header': (d) => {
    const secret = d.word(d.one([32, 64]), d.URL);
    return [
      d.one([
        `curl -H "Authorization: Bearer ${secret}" https://api.example.com`,
        `Authorization: Bearer ${secret}`,
        `headers: { authorization: 'Bearer ${secret}' }`,
      ]),
      secret,
    ];
  },
  'signed address': (d) => {
    const secret = d.word(64, d.HEX);
    return [
      d.one([
        `https://files.example.com/a.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=${secret}&X-Amz-SignedHeaders=host`,
        `[Plan](https://store.blob.core.windows.net/x/plan.docx?sv=2024-01-01&sig=${secret})`,
        `https://storage.googleapis.com/b/o?X-Goog-Signature=${secret}`,
      ]),
      secret,
    ];
  },
};

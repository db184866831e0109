/** Everybody at Fernway: key, name, role, team, place, first day, languages, works from home. All invented. */
// oxfmt-ignore
export const PEOPLE_ROWS = [
  ['nora', 'Nora Lindqvist', 'Chief executive, co-founder', 'Leadership', 'Gothenburg', '2019-03-01', ['Swedish', 'English'], true],
  ['tomasz', 'Tomasz Wilk', 'Chief technology officer, co-founder', 'Leadership', 'Wrocław', '2019-03-01', ['Polish', 'English', 'German'], true],
  ['amira', 'Amira Haddad', 'Chief operating officer', 'Leadership', 'Amman', '2020-01-13', ['Arabic', 'English', 'French'], true],
  ['jonas', 'Jonas Reuter', 'Head of Hardware', 'Hardware', 'Leipzig', '2019-06-17', ['German', 'English'], false],
  ['maren', 'Maren Vogt', 'Firmware lead', 'Firmware', 'Leipzig', '2019-09-02', ['German', 'English'], false],
  ['keiko', 'Keiko Morita', 'Head of Japan', 'Japan', 'Nagoya', '2024-04-01', ['Japanese', 'English'], false],
  ['priya', 'Priya Raman', 'Head of Product', 'Product', 'Bristol', '2021-02-08', ['English', 'Tamil'], true],
  ['diego', 'Diego Santoro', 'Head of Software', 'Software', 'Lisbon', '2020-05-04', ['Portuguese', 'Spanish', 'English'], true],
  ['elif', 'Elif Demirci', 'Finance lead', 'Finance', 'Izmir', '2021-11-15', ['Turkish', 'English'], true],
  ['samuel', 'Samuel Okoro', 'Support lead', 'Support', 'Lagos', '2021-06-21', ['English', 'Igbo'], true],
  ['hana', 'Hana Novotná', 'Product designer', 'Product', 'Brno', '2022-03-07', ['Czech', 'English', 'German'], true],
  ['lukas', 'Lukas Brandl', 'Mechanical engineer', 'Hardware', 'Leipzig', '2021-04-12', ['German', 'English'], false],
  ['ines', 'Inês Carvalho', 'Backend engineer', 'Software', 'Porto', '2022-09-05', ['Portuguese', 'English'], true],
  ['yusuf', 'Yusuf Karaman', 'Embedded engineer', 'Firmware', 'Ankara', '2023-01-16', ['Turkish', 'English'], true],
  ['sora', 'Sora Ishida', 'Localisation and support', 'Japan', 'Nagoya', '2025-02-03', ['Japanese', 'English'], true],
  ['rania', 'Rania Qasim', 'Support specialist', 'Support', 'Amman', '2024-08-19', ['Arabic', 'English'], true],
  ['callum', 'Callum Baird', 'Electronics engineer', 'Hardware', 'Glasgow', '2020-10-12', ['English'], true],
  ['freya', 'Freya Holm', 'Industrial designer', 'Hardware', 'Aarhus', '2022-01-10', ['Danish', 'English'], true],
  ['mateo', 'Mateo Rivas', 'Mobile engineer', 'Software', 'Valencia', '2021-08-30', ['Spanish', 'English'], true],
  ['anneke', 'Anneke de Wit', 'Supply chain lead', 'Operations', 'Utrecht', '2020-08-03', ['Dutch', 'English', 'German'], true],
  ['bence', 'Bence Farkas', 'Test engineer', 'Hardware', 'Budapest', '2023-05-08', ['Hungarian', 'English'], true],
  ['chiara', 'Chiara Lodi', 'Marketing lead', 'Marketing', 'Bologna', '2022-06-13', ['Italian', 'English'], true],
  ['dagny', 'Dagny Solheim', 'Field test coordinator', 'Hardware', 'Tromsø', '2023-10-02', ['Norwegian', 'English'], true],
  ['emeka', 'Emeka Nwosu', 'Data engineer', 'Software', 'Abuja', '2024-02-12', ['English', 'Igbo'], true],
  ['farah', 'Farah Mansour', 'People and hiring lead', 'Operations', 'Amman', '2022-11-07', ['Arabic', 'English'], true],
  ['goran', 'Goran Petrović', 'Manufacturing engineer', 'Operations', 'Novi Sad', '2021-09-20', ['Serbian', 'English', 'German'], false],
  ['hiroto', 'Hiroto Kanda', 'Retail partnerships', 'Japan', 'Nagoya', '2025-07-01', ['Japanese', 'English'], true],
  ['isla', 'Isla McRae', 'Customer research', 'Product', 'Edinburgh', '2023-03-20', ['English'], true],
  ['jakub', 'Jakub Sobczak', 'Security engineer', 'Software', 'Kraków', '2023-08-14', ['Polish', 'English'], true],
  ['karin', 'Karin Östberg', 'Legal and compliance', 'Leadership', 'Malmö', '2022-05-02', ['Swedish', 'English', 'German'], true],
  ['leo', 'Leo Marchetti', 'Frontend engineer', 'Software', 'Turin', '2024-05-06', ['Italian', 'English'], true],
  ['mina', 'Mina Farahani', 'Mobile engineer', 'Software', 'Hamburg', '2024-10-14', ['Persian', 'German', 'English'], true],
  ['nadia', 'Nadia Benali', 'Documentation writer', 'Support', 'Tunis', '2023-11-20', ['Arabic', 'French', 'English'], true],
  ['oskar', 'Oskar Thiel', 'Repair technician', 'Support', 'Leipzig', '2022-02-14', ['German'], false],
  ['petra', 'Petra Kowalczyk', 'Accountant', 'Finance', 'Poznań', '2023-06-12', ['Polish', 'English'], true],
  ['quentin', 'Quentin Roux', 'Firmware engineer', 'Firmware', 'Lyon', '2024-01-15', ['French', 'English'], true],
  ['ravi', 'Ravi Menon', 'Platform engineer', 'Software', 'Kochi', '2022-08-22', ['English', 'Malayalam'], true],
  ['sigrid', 'Sigrid Aune', 'Sustainability', 'Operations', 'Bergen', '2023-02-06', ['Norwegian', 'English'], true],
  ['takumi', 'Takumi Endo', 'Quality engineer', 'Japan', 'Nagoya', '2025-10-06', ['Japanese', 'English'], false],
  ['zeynep', 'Zeynep Aksoy', 'Community and retailers', 'Marketing', 'Istanbul', '2024-06-03', ['Turkish', 'English'], true],
] as const;

export type PersonKey = (typeof PEOPLE_ROWS)[number][0];

/** The name that mentions show. */
export const PERSON_NAMES: ReadonlyMap<string, string> = new Map(PEOPLE_ROWS.map((row) => [row[0], row[1]]));

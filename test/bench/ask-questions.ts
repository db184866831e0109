/** A question with the pages any of which answers it; none for one that no page answers. */
export interface AskQuestion {
  readonly question: string;
  /** Paths in the handbook without `.md`, or the planted fact's page in the sample workspace. */
  readonly pages: readonly string[];
}

type Line = readonly [question: string, ...pages: string[]];

const asked = ([question, ...pages]: Line): AskQuestion => ({ question, pages });

const COMPANY = 'company-info-and-process';
const PERKS = 'benefits-pay-perks/benefits-perks';
const DEV = 'departments/engineering/dev';
const SUPPORT = 'departments/technical-success/support/process';
const CLOUD = 'departments/cloud';

/** Over the Sourcegraph handbook, for calibrating. */
// oxfmt-ignore
const HANDBOOK_CALIBRATING: readonly Line[] = [
  ['Can I buy my old work laptop when I get a new one?', 'departments/tech-ops/process/buyback'],
  ['How long should a password be?', 'departments/tech-ops/process/internal-security/passwords'],
  ['What should I change about the screen lock before I go on a trip?', 'departments/tech-ops/process/internal-security/traveling'],
  ['Which antivirus software runs on company computers?', 'departments/tech-ops/tools/endpoint-antivirus'],
  ['How do I share a Google Drive folder with people outside the company?', 'departments/tech-ops/tools/drive'],
  ['How many minutes should the weekly meeting with my manager take?', `${COMPANY}/communication/1-1`],
  ['Why are RFCs written in Google Docs and not in Notion?', `${COMPANY}/communication/rfcs/index`],
  ['How can I record a Zoom meeting when I have no permission to?', `${COMPANY}/communication/zoom`],
  ['How do I switch off the automatic captions in a call?', `${COMPANY}/communication/zoom`],
  ['How many people should take part in a hackathon?', `${COMPANY}/remote/remote_hackathons`],
  ['What must a hiring manager do before inviting somebody from another team to apply for a role?', `${COMPANY}/working-at-sourcegraph/switching-teams`],
  ['Is there a company meeting between Christmas and New Year?', `${COMPANY}/working-at-sourcegraph/holidays`],
  ['Should everybody travel to a team event on the same day?', `${PERKS}/time-off/index`],
  ['Which MacBook may an engineer order without asking anybody?', `${PERKS}/spending-company-money`],
  ['From which countries are we not allowed to work?', `${PERKS}/nomad-life`],
  ['Which three inputs decide how many stock options somebody is granted?', 'benefits-pay-perks/pay-expenses/compensation/equity-timing'],
  ['How many days does shadowing the CEO last?', 'departments/ceo-team/ceo-shadow-program'],
  ['How many days ahead are customers reminded of planned downtime?', `${SUPPORT}/cloud-maintenance-window`],
  ['What does support do with a GDPR request to remove all data of a user?', `${SUPPORT}/permanently_deleting_user_data`],
  ['Who looks after my tickets when I am on vacation from support?', `${SUPPORT}/support-time-off-guidelines`],
  ['How is managed SMTP switched off for a customer instance?', `${CLOUD}/technical-docs/managed-smtp/index`],
  ['What can I do in an emergency when Entitle does not give me permissions?', `${CLOUD}/technical-docs/v2.0/break_glass_process`],
  ['How do I fail over CloudSQL to another zone?', `${CLOUD}/technical-docs/v2.0/disaster_recovery_process`],
  ['How quickly does the cloud team respond to a launch ticket?', `${CLOUD}/cloud-cost`],
  ['Who pays for the infrastructure while a managed instance is on trial?', `${CLOUD}/trial_mi`],
  ['After how many minutes does a page that nobody acknowledges go to someone else?', `${DEV}/process/incidents/on_call`],
  ['Which of our repositories can people contribute to without signing a CLA?', `${DEV}/process/contributor-license-agreement`],
  ['Who sits in on a pairing interview as a third person?', `${DEV}/hiring/software-engineer-pairing-exercise`],
  ['How many hours do candidates have for the independent TypeScript exercise?', `${DEV}/hiring/software-engineer-coding-exercise`],
  ['How long may a recorded video for demo day be?', 'departments/engineering/demo-day'],
  ['How do I unblock a git push that was stopped because of a leaked secret?', 'departments/security/tooling/push-protection'],
  ['How can I tell whether a customer runs the insiders build?', 'departments/technical-success/ce/process/leaving-insiders-build'],
  ['Does every license have to be linked to a Salesforce opportunity?', 'departments/technical-success/ce/process/create-new-license', 'departments/technical-success/ce/process/license_keys'],
  ['How should I shrink images before they go into the handbook?', 'handbook/editing/handbook-images-video'],
  ['Does a missing anchor make the handbook build fail?', 'handbook/editing/handbook-check-failures'],
  ['Who pays when a trip is called off and the hotel was never cancelled?', `${PERKS}/travel/index`, `${PERKS}/travel/Navan`],
  ['For how many weeks do new parents get full salary?', `${PERKS}/parental-leave`, `${PERKS}/leave-of-absence`, `${PERKS}/benefits`],
  ['May I spend the mental health stipend on yoga classes?', `${PERKS}/mental-health/modern-health`],
  ['How can I report misconduct without giving my name?', `${COMPANY}/communication/convercent`],
  ['How long are Slack direct messages kept?', `${COMPANY}/communication/team_chat`],
  ['For how many months does a mentor commit?', `${COMPANY}/mentorship/index`],
  ['When are recordings of internal Zoom meetings deleted?', `${COMPANY}/policies/data-management-policy`],
  ['How do I find out what an event is called in Amplitude?', 'departments/data-analytics/amplitude'],
  ['From how many hours a week must I tell the company about a second job?', 'departments/people-talent/outside-employment'],
  ['What is in the welcome kit for new hires?', 'departments/people-talent/swag'],
  ['How many years of employment history does a background check need?', 'departments/people-talent/background-check-policy'],
  ['What should a support engineer do who is at capacity?', `${SUPPORT}/support-capacity-levels-and-contingencies`],
  ['Which label belongs on a bug report?', 'departments/engineering/submitting-a-bug-report'],
  ['How do we recover if all Kubernetes nodes and disks of the public site were deleted?', `${DEV}/process/incidents/playbooks/dotcom_deleted_entirely`],
  ['Where do images for a blog post have to be uploaded?', 'departments/marketing/blog'],
  // Nothing in the handbook answers these.
  ['How is the coffee machine descaled?'],
  ['When does the canteen serve lunch?'],
  ['How many parking spaces are there at the warehouse?'],
  ['Which vaccinations are required for the trip to Brazil?'],
  ['Who won the table tennis tournament last summer?'],
  ['How far does a delivery scooter go on one charge?'],
  ['What colour are the uniform shirts for the trade fair staff?'],
  ['How do I renew my forklift licence?'],
  ['What rent do we pay for the Munich office?'],
  ['Does the dental plan pay for braces of a pet?'],
  ['Which bakery delivers the cake for birthdays?'],
  ['How many solar panels are on the roof of the data centre?'],
  ['At what age do teammates have to retire?'],
];

/** Asked of the sample workspace, which does not answer them; for calibrating. */
// oxfmt-ignore
const SAMPLE_UNANSWERED_CALIBRATING: readonly Line[] = [
  ['Which dentist does Fernway recommend in Utrecht?'],
  ['How many patents does Fernway hold in the United States?'],
  ['When will the office in Lisbon open?'],
  ['How is the coffee machine cleaned?'],
  ['Which airline do we fly with to Reykjavik?'],
  ['What did the insurance pay after the flood in the cellar?'],
  ['How much does a helmet with a visor cost wholesale?'],
  ['Who sponsors the marathon in Porto?'],
  ['Which hotel did the board stay at in Vienna?'],
  ['Wie hoch ist die Miete für das Büro in Dresden?'],
  ['Which university did the founder graduate from?'],
  ['How many electric scooters does Tidewater rent out?'],
  ['What is the recipe for the summer party punch?'],
];

/** Over the Sourcegraph handbook, for printing: written after everything was calibrated, and never looked at before. */
// oxfmt-ignore
const HANDBOOK_PRINTED: readonly Line[] = [
  ['At what time does the all-company meeting begin?', `${COMPANY}/communication/company_meeting`],
  ['What should two people do first who disagree about a decision?', `${COMPANY}/communication/conflicts`],
  ['How does a facilitator collect feedback before a retrospective?', `${COMPANY}/communication/retrospectives`],
  ['What helps against slow back and forth between time zones?', `${COMPANY}/remote/tips`],
  ['May an interviewer ask a candidate for their pronouns?', `${COMPANY}/personal-pronouns`],
  ['Who may work on a device that the company does not manage?', `${COMPANY}/policies/asset-management-policy`],
  ['Can I read work mail while travelling in a high-risk country?', `${COMPANY}/policies/acceptable-use-policy`],
  ['Which emoji closes a request for application access?', 'departments/tech-ops/process/application_access_request'],
  ['Within how many hours am I told that somebody looked at my device usage?', 'departments/tech-ops/process/team_device_usage_privacy'],
  ['How do I create a Google Group that accepts mail from anyone on the web?', 'departments/tech-ops/tools/googlegroups'],
  ['What do I try when Okta Verify does not work?', 'departments/tech-ops/tools/Okta/okta-verify-troubleshooting-steps'],
  ['How can telemetry be turned off for an air-gapped customer?', 'departments/data-analytics/how-to-airgap-disable-telemetry'],
  ['Who is allowed to view reports in Looker?', 'departments/data-analytics/looker'],
  ['What should be practised on a test cluster before rolling back at a customer?', `${DEV}/distribution/rollbacks`],
  ['How can engineers listen in on calls with customers?', `${DEV}/process/customer_calls_shadowing`],
  ['Why does a pull request from outside not start a CI build by itself?', `${DEV}/process/external_contributions`],
  ['Whom can a customer phone when support does not react to a ticket?', `${SUPPORT}/business-continuity-plan`],
  ['When does a ticket need a request for help in GitHub?', `${SUPPORT}/how-to-tickets`, `${SUPPORT}/engaging-other-teams`],
  ['What note is added when a ticket should go to an engineer in another timezone?', `${SUPPORT}/moving-tickets-based-on-timezone`],
  ['Which tool turns Slack messages of customers into Zendesk tickets?', `${SUPPORT}/foqal`],
  ['Where should a bill be forwarded that arrived at the support address?', `${SUPPORT}/non-support-emails`],
  ['Is E-Verify used for people outside the United States?', 'departments/people-talent/e-verify'],
  ['Does an email alias change my username in Okta?', 'departments/people-talent/email-changes'],
  ['How many new hires may one onboarding mentor have in a quarter?', 'departments/people-talent/onboarding-mentor'],
  ['In which unit does the cloud team estimate issues?', `${CLOUD}/grooming-and-estimation-process`],
  ['Can the region of an instance be changed after it was created?', `${CLOUD}/technical-docs/multi-region/index`],
  ['What do champions of the product get for it?', 'departments/cto/community/becoming_a_sourcegraph_champion'],
  ['What happens to links when a handbook page is deleted?', 'handbook/editing/delete-a-page'],
  ['Where do teammates outside the US send their invoices?', 'benefits-pay-perks/pay-expenses/invoices'],
  ['Does the company send a gift when somebody has a baby?', `${PERKS}/celebrate`],
  // Nothing in the handbook answers these.
  ['What is the wine list at the Christmas dinner?'],
  ['How many goldfish live in the reception aquarium?'],
  ['Which tyre pressure do the vans need in winter?'],
  ['Who tunes the piano in the lobby?'],
  ['How long is the warranty on the electric drill?'],
  ['What does a day ticket for the ski lift cost?'],
  ['When was the elevator inspected last?'],
  ['Which museum does the sculpture in the garden belong to?'],
  ['How do I report a broken streetlight to the city?'],
];

/** Asked of the sample workspace, which does not answer them; for printing. */
// oxfmt-ignore
const SAMPLE_UNANSWERED_PRINTED: readonly Line[] = [
  ['Which orchestra played at the opening ceremony?'],
  ['How many vineyards does the company own?'],
  ['What is the speed limit for forklifts in the hall?'],
  ['Who painted the portrait in the meeting room?'],
  ['When does the swimming pool close?'],
  ['How much sugar is in the energy drink?'],
  ['Which tax adviser did Tidewater hire in Antwerp?'],
  ['Wer gewann das Fußballturnier der Abteilungen?'],
  ['What is the dress code for the gala in Vienna?'],
];

export interface QuestionSet {
  readonly handbook: readonly AskQuestion[];
  /** Beside the planted facts of the sample workspace. */
  readonly sampleUnanswered: readonly AskQuestion[];
}

export const CALIBRATING: QuestionSet = {
  handbook: HANDBOOK_CALIBRATING.map(asked),
  sampleUnanswered: SAMPLE_UNANSWERED_CALIBRATING.map(asked),
};
export const PRINTED: QuestionSet = {
  handbook: HANDBOOK_PRINTED.map(asked),
  sampleUnanswered: SAMPLE_UNANSWERED_PRINTED.map(asked),
};

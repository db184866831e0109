import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOWHERE = 'data:,';

/** A quiet Firefox: no first run, no telemetry, no updates, no call of its own to any host. */
const QUIET: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.cache.disk.enable': false,
  'browser.contentblocking.introCount': 99,
  'browser.discovery.enabled': false,
  'browser.ml.enable': false,
  'browser.newtabpage.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.newtabpage.activity-stream.showSponsored': false,
  'browser.newtabpage.activity-stream.showSponsoredTopSites': false,
  'browser.pagethumbnails.capturing_disabled': true,
  'browser.region.network.url': '',
  'browser.region.update.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.provider.mozilla.gethashURL': '',
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'browser.search.update': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.unloadOnLowMemory': false,
  'browser.topsites.contile.enabled': false,
  'browser.translations.enable': false,
  'browser.urlbar.merino.endpointURL': '',
  'browser.urlbar.suggest.searches': false,
  'browser.warnOnQuit': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'datareporting.usage.uploadEnabled': false,
  'dom.ipc.processPrelaunch.enabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.getAddons.discovery.api_url': NOWHERE,
  'extensions.systemAddon.update.enabled': false,
  'extensions.systemAddon.update.url': '',
  'extensions.update.enabled': false,
  'extensions.webcompat-reporter.enabled': false,
  'geo.provider.network.url': '',
  'identity.fxaccounts.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-manager.url': NOWHERE,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'network.manage-offline-status': false,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'nimbus.rollouts.enabled': false,
  'privacy.trackingprotection.enabled': false,
  'security.OCSP.enabled': 0,
  'security.remote_settings.crlite_filters.enabled': false,
  'security.remote_settings.intermediates.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1', // this very text, together with FIREFOX_ENVIRONMENT, switches them off
  'services.settings.loglevel': 'off',
  'signon.rememberSignons': false,
  'startup.homepage_welcome_url': 'about:blank',
  'termsofuse.bypassNotification': true,
  'toolkit.cosmeticAnimations.enabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': NOWHERE,
  'toolkit.telemetry.unified': false,
};

/** A Firefox that a test can drive: accessible from the start, prompts of extensions answered yes, storage kept across reinstalls. */
const DRIVEN: Readonly<Record<string, string | number | boolean>> = {
  'accessibility.force_disabled': -1,
  'accessibility.tabfocus': 7,
  'dom.disable_open_during_load': false,
  'dom.input_events.security.minNumTicks': 0,
  'dom.input_events.security.minTimeElapsedInMS': 0,
  'dom.ipc.reportProcessHangs': false,
  'dom.max_script_run_time': 0,
  'extensions.autoDisableScopes': 0,
  'extensions.background.idle.enabled': true,
  'extensions.webextOptionalPermissionPrompts': false,
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
  'focusmanager.testmode': true,
  'intl.accept_languages': 'en-US, en',
  'marionette.port': 0,
  'remote.prefs.recommended': false,
  'security.fileuri.strict_origin_policy': false,
  'security.notification_enable_delay': 0,
  'ui.key.menuAccessKeyFocuses': false,
  'xpinstall.signatures.required': false,
};

/** No crash reports; and Firefox ends itself, rather than connect past the loopback. */
export const FIREFOX_ENVIRONMENT: Readonly<Record<string, string>> = {
  MOZ_CRASHREPORTER_DISABLE: '1',
  MOZ_DATA_REPORTING: '0',
  MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1',
};

/** Writes the preferences that Firefox reads at start; all its traffic but loopback goes to the proxy. */
export function writeFirefoxPreferences(profile: string, proxyPort: number): void {
  const proxy = {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': '',
  };
  const lines = Object.entries({ ...QUIET, ...DRIVEN, ...proxy }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`);
}

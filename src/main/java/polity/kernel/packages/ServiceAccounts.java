// SPDX-License-Identifier: Apache-2.0
package polity.kernel.packages;

import java.util.List;
import java.util.Map;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.ledger.Account;
import polity.kernel.ledger.Ledger;
import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;

/** Opens the accounts of the ledger that the services' fees go to. */
final class ServiceAccounts implements Catalogue.Follower {

    private final Ledger ledger;
    private final Transactions transactions;
    private final NodeSettings settings;

    ServiceAccounts(Ledger ledger, Transactions transactions, NodeSettings settings) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public void offered(ServicePackage service) {
        if (!settings.zones().contains(Zone.JOBS) || !service.takesPayment()) {
            return;
        }
        var account = new Account(
                service.paymentAccount(),
                Account.Kind.INCOME,
                service.currency(),
                true,
                Map.of(
                        Language.EN.tag(),
                        service.words(Language.EN).say("service.title"),
                        Language.ZH_HANS.tag(),
                        service.words(Language.ZH_HANS).say("service.title")));
        transactions.write(Context.visitor("service-accounts"), () -> ledger.declare(List.of(account)));
    }
}

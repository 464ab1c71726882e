// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.node.NodeSettings;

@Configuration(proxyBeanMethods = false)
class OfferingConfiguration {

    @Bean
    ServicesWatch servicesWatch(
            Catalogue catalogue,
            PackageReader reader,
            NodeSettings settings,
            ObjectProvider<Catalogue.Follower> followers) {
        return new ServicesWatch(catalogue, reader, settings, followers);
    }
}

// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Zone;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;

/** Takes letters to the mail server that the operator set (RFC 5321), as text and as simple HTML. */
final class Smtp implements Carrier {

    private static final String TIMEOUT_MILLISECONDS = "10000";

    private final JavaMailSenderImpl sender;
    private final String from;
    private final String host;
    private final Site site;
    private final Templates templates;

    /**
     * @param from address that letters come from
     * @param host name in their identifiers
     */
    Smtp(JavaMailSenderImpl sender, String from, String host, Site site, Templates templates) {
        this.sender = sender;
        this.from = from;
        this.host = host;
        this.site = site;
        this.templates = templates;
    }

    /**
     * The mail server of an address like {@code smtp://user:password@mail.example.org:587} (encrypted after it has
     * connected, STARTTLS, which is required if there is a password) or {@code smtps://...:465} (encrypted at once).
     */
    static JavaMailSenderImpl server(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("POLITY_SMTP_URL is not an address; write smtp://user:password@host:587.", e);
        }
        boolean encrypted = "smtps".equals(uri.getScheme());
        if (uri.getHost() == null || (!encrypted && !"smtp".equals(uri.getScheme()))) {
            throw new CannotStart("POLITY_SMTP_URL is not an address; write smtp://user:password@host:587.");
        }
        var sender = new JavaMailSenderImpl();
        sender.setProtocol(encrypted ? "smtps" : "smtp");
        sender.setHost(uri.getHost());
        sender.setPort(uri.getPort() > 0 ? uri.getPort() : (encrypted ? 465 : 25));
        sender.setDefaultEncoding("UTF-8");
        var properties = new Properties();
        String prefix = "mail." + sender.getProtocol() + ".";
        properties.putAll(Map.of(
                prefix + "connectiontimeout", TIMEOUT_MILLISECONDS,
                prefix + "timeout", TIMEOUT_MILLISECONDS,
                prefix + "writetimeout", TIMEOUT_MILLISECONDS,
                prefix + "ssl.checkserveridentity", "true"));
        Optional.ofNullable(uri.getRawUserInfo()).ifPresent(info -> {
            String[] parts = info.split(":", 2);
            sender.setUsername(decoded(parts[0]));
            sender.setPassword(parts.length > 1 ? decoded(parts[1]) : "");
            properties.put(prefix + "auth", "true");
            properties.put("mail.smtp.starttls.required", "true");
        });
        properties.put("mail.smtp.starttls.enable", "true");
        sender.setJavaMailProperties(properties);
        return sender;
    }

    @Override
    public Result carry(Mail mail) {
        try {
            sender.send(message(mail));
            return new Result.Accepted();
        } catch (AddressException e) {
            return new Result.Never(String.valueOf(e.getMessage()));
        } catch (MailAuthenticationException e) {
            return new Result.NotNow("The mail server refused user and password of POLITY_SMTP_URL");
        } catch (MessagingException | MailException e) {
            Exception why = cause(e);
            String what = String.valueOf(why.getMessage());
            return isFinal(why) ? new Result.Never(what) : new Result.NotNow(what);
        }
    }

    private static Exception cause(Exception failure) {
        return failure instanceof MailSendException sending && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0]
                : failure;
    }

    /** The server refused the reader's address (RFC 5321 section 4.2.1: replies that begin with 5). */
    private static boolean isFinal(Exception failure) {
        return failure instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0;
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        Language language = Language.ofTag(mail.language()).orElse(Language.EN);
        String authority = Letterhead.authority(site, language);
        var message = new IdentifiedMessage(sender, "<" + mail.id() + "@" + host + ">");
        var helper = new MimeMessageHelper(message, true, "UTF-8");
        helper.setFrom(sentBy(authority));
        message.setRecipient(RecipientType.TO, new InternetAddress(mail.email(), true));
        helper.setSubject(mail.subject());
        helper.setSentDate(Date.from(mail.written()));
        Frame frame = site.frame(language, Zone.PUBLIC, "/");
        helper.setText(
                mail.text(authority),
                templates
                        .page(frame, "kernel/notification/letter.jte", Map.of("mail", mail, "authority", authority))
                        .html());
        // RFC 3834: nobody's absence note answers this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", language.tag());
        return message;
    }

    private InternetAddress sentBy(String authority) throws AddressException {
        var address = new InternetAddress(from, true);
        try {
            address.setPersonal(authority, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new AddressException(e.getMessage());
        }
        return address;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Sent again after a failure, it keeps its identifier, so that a reader's server can tell. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String identifier;

        IdentifiedMessage(JavaMailSenderImpl sender, String identifier) {
            super(sender.getSession());
            this.identifier = identifier;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", identifier);
        }
    }
}

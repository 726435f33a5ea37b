-- Create "customers" table
CREATE TABLE `customers` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `tenant_id` uuid NOT NULL, `email` text NOT NULL, `name` text NOT NULL DEFAULT (''));
-- Create index "customer_tenant_id_email" to table: "customers"
CREATE UNIQUE INDEX `customer_tenant_id_email` ON `customers` (`tenant_id`, `email`);
-- Create "tickets" table
CREATE TABLE `tickets` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `tenant_id` uuid NOT NULL, `subject` text NOT NULL, `status` text NOT NULL DEFAULT ('open'), `priority` integer NOT NULL DEFAULT (3), `opened_at` datetime NOT NULL, `customer_id` integer NOT NULL, CONSTRAINT `tickets_customers_tickets` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE NO ACTION);
-- Create "ticket_followers" table
CREATE TABLE `ticket_followers` (`ticket_id` integer NOT NULL, `customer_id` integer NOT NULL, PRIMARY KEY (`ticket_id`, `customer_id`), CONSTRAINT `ticket_followers_ticket_id` FOREIGN KEY (`ticket_id`) REFERENCES `tickets` (`id`) ON DELETE CASCADE, CONSTRAINT `ticket_followers_customer_id` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE);
-- Create "comments" table
CREATE TABLE `comments` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `author` text NOT NULL, `body` text NOT NULL, `ticket_id` integer NOT NULL, CONSTRAINT `comments_tickets_comments` FOREIGN KEY (`ticket_id`) REFERENCES `tickets` (`id`) ON DELETE NO ACTION);
-- Create "articles" table
CREATE TABLE `articles` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `tenant_id` uuid NOT NULL, `title` text NOT NULL, `body` text NOT NULL, `published` bool NOT NULL DEFAULT (false));

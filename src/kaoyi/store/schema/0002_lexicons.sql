-- The words that files of this record were read with, by the digest that ends their stamp: every table's rows, packed.
-- What differs between them and the words of now tells which documents must be read again.
create table lexicons (digest {text} primary key, tables {blob} not null);

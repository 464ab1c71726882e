-- SPDX-License-Identifier: Apache-2.0
-- The public half of the keys: what anybody needs to verify a seal, and which key signs the log. Nodes that seal publish
-- it; private keys are never here. One row: an installation seals as one authority and signs one log.
create table signing.key_ring (
  only_one boolean primary key default true check (only_one),
  revision uuid not null default uuidv7(),
  -- SubjectPublicKeyInfo of an Ed25519 key (RFC 8410). No zone may change it once it is published.
  checkpoint_key bytea not null check (octet_length(checkpoint_key) = 44),
  -- X.509 in DER: certificates and revocation lists (RFC 5280).
  anchors bytea[] not null check (cardinality(anchors) between 1 and 1000),
  seals bytea[] not null check (cardinality(seals) between 1 and 1000),
  revocations bytea[] not null check (cardinality(revocations) <= 1000),
  online boolean not null,
  demonstration boolean not null
);

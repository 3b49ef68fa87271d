
CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);

CREATE TABLE public.buyers (
    account text DEFAULT ''::text NOT NULL,
    buyer_id text NOT NULL,
    user_id bigint NOT NULL,
    counter bigint NOT NULL,
    state text NOT NULL,
    error_code text NOT NULL,
    judgement text NOT NULL,
    applied_at bigint NOT NULL
);

CREATE TABLE public.intents (
    id text NOT NULL,
    order_number text NOT NULL,
    request text NOT NULL,
    state text NOT NULL,
    holder text NOT NULL,
    held_until bigint NOT NULL,
    unanswered bigint NOT NULL,
    error_code text NOT NULL,
    recorded_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    account text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.orders (
    order_number text NOT NULL,
    buyer_id text NOT NULL,
    price bigint NOT NULL,
    tax bigint NOT NULL,
    status text NOT NULL,
    sent_at bigint NOT NULL,
    error_code text NOT NULL,
    created_at bigint NOT NULL,
    account text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.shipments (
    order_number text NOT NULL,
    slip_number text NOT NULL,
    sent bigint NOT NULL,
    created_at bigint NOT NULL
);

INSERT INTO public._sqlx_migrations VALUES (1, 'ledger', '2026-11-28 14:36:32.089177+00', true, '\xd0032030d97fbfa8fb67426c4728392ead00db53946ef3fd3cdc3659ee0982ebc242e8e009d36b03b4cc3e52ce9e1329', 27646151);
INSERT INTO public._sqlx_migrations VALUES (2, 'indexes', '2026-11-28 14:36:32.12401+00', true, '\x1eb3b063ac013e3560c7cc392060ed1ca1ca8575a8004537ca21e318d00688afa02f26e9bb0eba861f51eb881355328c', 12756039);
INSERT INTO public._sqlx_migrations VALUES (3, 'accounts', '2026-11-28 14:36:32.137226+00', true, '\xb5c69ecff017dd87553b8dd80fb48f824e4594df56f99e71b2135f37307e72e915e38a94a4fcee4c1a1f7eff0411c4e6', 7132254);

INSERT INTO public.buyers VALUES ('test 900000001', '000000000800', 8, 0, 'applied', '', '審査中', 1795482600000);

INSERT INTO public.intents VALUES ('7e1ac90107734d1380bf601bc084f4e3', 'A-1', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'done', '99b5e1cdd3974eb1adf9498d9a57bc91', 1795482090000, 0, '', 1795482000000, 1795482000000, 'test 900000001');
INSERT INTO public.intents VALUES ('378824ded2df4bdab6cf11177acb6ae7', 'A-2', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'done', '63067310b15346f0bb11dcbd75a83a02', 1795482150000, 0, '', 1795482060000, 1795482060000, 'test 900000001');
INSERT INTO public.intents VALUES ('c40a6d9c57c94a669460f11f20a182dd', 'A-3', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'done', '65cc9e3a034b4991885d986288ca2c37', 1795482210000, 0, '', 1795482120000, 1795482120000, 'test 900000001');
INSERT INTO public.intents VALUES ('ddeb2896ee63457eb01143ee60782039', 'A-7', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'done', 'd75e7a7bfc3c4a74b438cec159022e2c', 1795482270000, 0, '', 1795482180000, 1795482180000, 'test 900000001');
INSERT INTO public.intents VALUES ('d59d56243b074d71993ccc902b522bab', 'A-8', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'done', '774c14a93f304d328a5894e26867d608', 1795482330000, 0, '', 1795482240000, 1795482240000, 'test 900000001');
INSERT INTO public.intents VALUES ('dad5e8679c2f4c84ad3160120ef76ec1', 'A-2', '{"call":"cancel","buyer_id":"1111"}', 'done', '95fa80382dea4ebcbd788537c35b34c3', 1795482390000, 0, '', 1795482300000, 1795482300000, 'test 900000001');
INSERT INTO public.intents VALUES ('509073e542f644f28d91097e02cca8f3', 'A-3', '{"call":"ship","slip_number":"123456789013"}', 'done', 'c804d943d30142fa94b2dda2e1a8ceba', 1795482450000, 0, '', 1795482360000, 1795482360000, 'test 900000001');
INSERT INTO public.intents VALUES ('af2d96a445d042f988d414e98163f7df', 'A-8', '{"call":"ship","slip_number":"123456789013"}', 'done', '7750abd005414fc5b2858dec70c663c0', 1795482450000, 0, '', 1795482360000, 1795482360000, 'test 900000001');
INSERT INTO public.intents VALUES ('f18e1fe4990d4f25bf06a9737373a8e6', 'A-8', '{"call":"unship","slip_number":"123456789013"}', 'refused', '2d39bbedc608421f93cfe484bee03b19', 1795482510000, 0, 'D030005', 1795482420000, 1795482420000, 'test 900000001');
INSERT INTO public.intents VALUES ('f468b61d68c04837b7b470f9db434b5c', 'A-4', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'unknown', 'a84238dc830048d2847b9737b7846375', 1795482570000, 0, '', 1795482480000, 1795482480000, 'test 900000001');
INSERT INTO public.intents VALUES ('bf64b811727d4fdc8cf7b42afebe9592', 'A-6', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":900000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":90000000,"price":900000,"tax":0}]}', 'refused', 'ff5cf478d1164b208da4057cc5661026', 1795482630000, 0, 'A060004', 1795482540000, 1795482540000, 'test 900000001');
INSERT INTO public.intents VALUES ('915604ceaf6f4eb7a3931d2969926ead', 'A-5', '{"call":"register","order_date":"2026-11-24","buyer_id":"1111","price":1000,"tax":0,"cart_code":"cscart","lines":[{"name":"商品","code":"ITEM","quantity":100,"unit_price":100000,"price":1000,"tax":0}]}', 'sending', '6af3c3ce23a640b698d1b4e227a51950', 1795482750000, 0, '', 1795482660000, 1795482660000, 'test 900000001');

INSERT INTO public.orders VALUES ('A-1', '1111', 1000, 0, 'KB_1', 1795482000000, '', 1795482000000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-2', '1111', 1000, 0, 'KB_2', 1795482300000, '', 1795482060000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-3', '1111', 1000, 0, 'KB_1', 1795482360000, '', 1795482120000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-7', '1111', 1000, 0, 'KB_1', 1795482180000, '', 1795482180000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-8', '1111', 1000, 0, 'KB_1', 1795482420000, 'D030005', 1795482240000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-4', '1111', 1000, 0, '', 1795482480000, '', 1795482480000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-6', '1111', 900000, 0, '', 1795482540000, 'A060004', 1795482540000, 'test 900000001');
INSERT INTO public.orders VALUES ('A-5', '1111', 1000, 0, '', 1795482660000, '', 1795482660000, 'test 900000001');

INSERT INTO public.shipments VALUES ('A-3', '123456789013', 1, 1795482360000);
INSERT INTO public.shipments VALUES ('A-7', '123456789013', 0, 1795482360000);
INSERT INTO public.shipments VALUES ('A-8', '123456789013', 1, 1795482360000);

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.buyers
    ADD CONSTRAINT buyers_of_accounts_pkey PRIMARY KEY (account, buyer_id);

ALTER TABLE ONLY public.intents
    ADD CONSTRAINT intents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (order_number);

ALTER TABLE ONLY public.shipments
    ADD CONSTRAINT shipments_pkey PRIMARY KEY (order_number);

CREATE INDEX buyers_by_user ON public.buyers USING btree (user_id, counter);

CREATE INDEX intents_by_order ON public.intents USING btree (order_number, recorded_at);

CREATE INDEX intents_by_state ON public.intents USING btree (state);

CREATE UNIQUE INDEX one_open_intent ON public.intents USING btree (order_number) WHERE (state = ANY (ARRAY['sending'::text, 'unknown'::text]));

CREATE INDEX orders_by_age ON public.orders USING btree (created_at, order_number, buyer_id, status);

CREATE INDEX shipments_by_age ON public.shipments USING btree (created_at, order_number);


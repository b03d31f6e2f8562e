-- Made by the release before numbered migrations, under tests.storage.conftest.KEY.
CREATE TABLE public.avis (
    cle character varying(64) NOT NULL,
    jour date NOT NULL,
    intention character varying(80) NOT NULL,
    utile boolean NOT NULL
);
CREATE TABLE public.conversations_teams (
    sender_id character varying(64) NOT NULL,
    vu_le double precision NOT NULL,
    reference text NOT NULL
);
CREATE TABLE public.events (
    id integer NOT NULL,
    sender_id character varying(255) NOT NULL,
    type_name character varying(255) NOT NULL,
    "timestamp" double precision,
    intent_name character varying(255),
    action_name character varying(255),
    data text
);
CREATE SEQUENCE public.events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;
CREATE TABLE public.identites (
    sender_id character varying(255) NOT NULL,
    vu_le double precision NOT NULL
);
CREATE TABLE public.rappels (
    id integer NOT NULL,
    sender_id character varying(255) NOT NULL,
    demande_le timestamp with time zone NOT NULL,
    nom text NOT NULL,
    telephone text NOT NULL,
    moment text NOT NULL
);
CREATE SEQUENCE public.rappels_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.rappels_id_seq OWNED BY public.rappels.id;
ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);
ALTER TABLE ONLY public.rappels ALTER COLUMN id SET DEFAULT nextval('public.rappels_id_seq'::regclass);
INSERT INTO public.avis VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-11-26', 'montant_droits', true);
INSERT INTO public.conversations_teams VALUES ('ordinaire', 1795686028.7580252, 'v1:2d1c4d74:pXNLW5r7lfmV1zrLiA/2H0unGab1OVK6LHao+lHG8N94iIHU/jJEoILmDkRZk8TlpGjzgFkgn/1bnsLc3fSQ8fhOoazfkswsrpAf1GNLLHh+pNGPwLfSlKj2PDhbHcR/ZSgvF07D3Psql6T9MqRFg8f6En6LFU8y');
INSERT INTO public.events VALUES (1, 'ordinaire', 'action', 1795686028.6818, NULL, 'action_listen', 'v1:bafc73a4:KBIGliG5W71cJVXc+tyhoe8Y3NkUv1F3jBG9gxUaqo1Fi6vDsfPMrN6POyXyay7u73AfwXI68DRQJQDgxqgXHHtmCUdl21SoZZdp69jmNiwHZWHCNu77cSK1h9hTpSuPVmPtIWxwRjIGKZd1YmAwSK7nWzKYj+qqhtpfaqhc4AxY9J57OMs7NLyD7PsB5LctXDEj7wek3ZdqjXkdqzePd/z2pf7dhe8G19naaxqlaNrSlPBvNS/Jmg==');
INSERT INTO public.events VALUES (2, 'ordinaire', 'user', 1795686028.6853251, 'informer', NULL, 'v1:bafc73a4:DIERtb14kXZ3119pZZoA7srfspTQ79sprE+bDfPqihx61vnDI1EP0iD8cPVg/vJi5Ys/FhFrlJ7K+N7FDXFN+DBTztdFrWe/2eaVoW5SX2xWMjhvj/JUNZ8PU5yDtphR0+kuPCy0ae0IWG5GmaLdMFrMD++X9LxFNjzCz+VMrKLs0/ulYcmgPZqIpDPsV5b3gyrMlF1urYq8gR+zh+kaP4Xb125xTLWLKNR5+B8g7MzN9CKBZmu8wuJIO4C3NQM+lHEReO18lY4DtDpS1c4LNl0LY/8rVj6gVM1phaAQBrLiSbAbv3CM1Tiqd8Gqv6um3IZbV+CA5/WEDe7tBEHzaZG2NZO9VrCoFL5LbritdyOfg6ACGELJ7B/ZlFAzF+/Ha1/JdzLONbM=');
INSERT INTO public.events VALUES (3, 'ordinaire', 'action', 1795686028.685346, NULL, 'utter_saluer', 'v1:bafc73a4:PDYTXSiUU78u4v3/CXpjmhjMk+v53d//AH/90fKxhepP6roVdCQsBf/i3PWo2NTdEX+RE7RQuUQgubof2a9DHYvpmKUdoczMeGq8ufJdLTAmG0B3jGFUfos5MX/eOQCvrwNG1FFgF0JnzlkxUIC4kICorQmgIIW9TCP/GGj39rOv+XB+xel/+Zvx3LMW4TT78KcRwtgpCzeolJlVhJGmJalyMCJx/vr++91EzAA0S9Z5fJDbfAxIWl8=');
INSERT INTO public.events VALUES (4, 'ordinaire', 'bot', 1795686028.6765962, NULL, NULL, 'v1:bafc73a4:dau+KrKDRcV+8TU8gzT2OWJGkL18Y9qc+3EjzNmraCr0RRh/xzlsSfc720XsAuez91U6wtkwsQ8VeXJkroZh3p1gKcefskUNthUs6ng77F54C6J11ueLG1y/abnHFOHQo+s7eg8lSxzy59hNfQ9vYkkJ0HiwhFP3yd6WZqk=');
INSERT INTO public.events VALUES (5, 'ordinaire', 'action', 1795686028.6853552, NULL, 'action_listen', 'v1:bafc73a4:Vi0Qr3CsJHhoino/7rlz/mswGdB6win6DE8PjuBxy7uz3fycCEEqrzMA7Fx9sQOiUYDbGDykv+Ev4kzzMkwVIEpIe7FjWIMzxW5BToJTPu+pwQxSe0mkF4EascnS+K0oYcOrZmBcl6ZqJaIipd5/dsDclWnNyPFKEEiPR820lZveFbUCaVcIRzNt02gBzaWcQyuXPG7DMTsRFj3fBrA3sTsejQS+WYxDE0jtqdBfe4/8J5DJfDqn4Dqmlw==');
INSERT INTO public.events VALUES (6, 'ordinaire', 'user', 1795686028.6958687, 'informer', NULL, 'v1:bafc73a4:SysAPWpUffjtSAywhrLRpsAOHiUV2OgxISchm2NhlQaGY0qys5izt3YhuZK1vkQatztgjaJTxBLIQTJgpjBTbe/qMD2Zzl3mmKcSxpULS9gAROYap3WOFcXeGfAS7m7oWV1N2HxYsmakPPc4ZDdbya76lpcYyBRUWcSoErRuKUOLYLWSOItUZ5FfwB7iaAbglkOwHkY0fogrsMOmB8/gNQOlvJmRMapVtdU/5D9EJ6S3XRMiNvN4j6DKQ0FgKXqSZSoD7Sszz4YTqK91iN9dOHVH3WSp++7TMo5Uc+s1a1rVIIE6FOIl8mRRB6TCDZw6/LCBhAeoLFbAhvtyn35f+xICwvJWSm5WwqiwLvM3VqiKaaNn8at6dCsvNK/h9OZQFzneIRqFFCJQwojPIFcrue3lAcl76T81GbqGJnJQ6swDoaUs+Hg=');
INSERT INTO public.events VALUES (7, 'ordinaire', 'slot', 1795686028.6930602, NULL, 'nuits', 'v1:bafc73a4:GSlUWnoRRptgC3mGyh1sqWGZIgs9LwtIjS4J8RzZR0+Z8UcjjPbFF3kZwSoTX16SZh3Ev0z17zG7gaBNATVrNbJSMgRvNQVoxk4d/OkYIMz7WfooHakKO7a5Qs9WbLLFGmI1urBAOJEcRZc=');
INSERT INTO public.events VALUES (8, 'ordinaire', 'slot', 1795686028.6930618, NULL, 'commune', 'v1:bafc73a4:+VW3RITbWsjvPlAXPiASU7sEFbnc3R5MpGAu5WtWSSnyUh9Py1/QKF/1qzBiIWPQjs79qRA3/MsEcClOD3mVlTZtNgCBZAkkNUBIsvew1UUtydjJw/L/q45V1nAGcTckX4qFy14Xw7chOXp9kf2p0rTo');
INSERT INTO public.events VALUES (9, 'ordinaire', 'action', 1795686028.6958833, NULL, 'action_listen', 'v1:bafc73a4:POmjDm0qJ3KUcUwScKgTa4782ll6vrRWkD8xBEhqiolUlK3m54KCqbXDfswGlIE7ChXwbR5tamk23Lc9DUU8zAVjeEndW9+U0YWhX4UipsNFI19lXJzPAeGUd5LTo17LU0T8FZsfo0sbUxZ+j7p3zd1csgYMgZPBCNx/G8VyQaYgmOhLQnIgL0ahHptf0SubW59r7h0W4sn2B3ThH1PrhrTXe567GsnwjYWVLMFbbTkbbBNVM1xDCuK2YA==');
INSERT INTO public.events VALUES (10, 'lettre', 'action', 1795686028.7034698, NULL, 'action_listen', 'v1:bafc73a4:ZbG/N8yg1DVnfmB6vFcFV273w3z8J4YaskpLnzeoqif71OvnkLqgdHM+loRANzo8PkRtRpVymXXKyCfPYrV7kmiRi4p6h6gvkYK1OqWR0OPqJncArdLfrKQwSB3e1OPUE/X1aAuAePF41mTDDD1F8A9kQ6HNtq8CvT4i2mz5LL4XtvPfiDZkd8Ex82e2ObQAaUas3FqSzS7bMGW8IxnXZSbe2XouJKPbF7nqAXVm2RladQwdsSwCtfjQHg==');
INSERT INTO public.events VALUES (11, 'lettre', 'user', 1795686028.704808, 'informer', NULL, 'v1:bafc73a4:8ropyAwoY5jBDPAt15ZMM59jgnMUTfF8+ah0xxVqYFkN2MMvxofRzUdDP6HoPW7SS5cA0Rr51I84+G/RxugyiuI70kbVsNQLUeAG9eqq1gQMmolYHxS7BKM9MKpNd+6lXDYROwRk6uHj4sBZrhehVKJLPsFAJ8T5DfQ5L2WKuVcbQCb3i3MDMviGS2aS7xWMT4loBnOjgJXIkmmf60mAqeufyIFkQTemv/hCUEGKHNbfiiM2mqHKmrNjoGPT/Qn9RaPB5kSCTrSPGSojoq2vEVtCe5rX6m/H1z8SzXWq5eTXucFPFTVFgnpX/wgU81XlEkioV1igPhm/oXu/1nspA8VXdHK6dR5sG/vKYdDzaPIELQ2uktrx/pzR6/mNKfMkec1EMyf1qKtSHaDKSCfkkhOv1Q==');
INSERT INTO public.events VALUES (12, 'lettre', 'action', 1795686028.70482, NULL, 'courriel_form', 'v1:bafc73a4:fnWpTipi3eaPeP8PxXmvtXzq8P91im61W+40NJIevj2v4mH+Mudyo15+ul6AkfbUVTSVB0H9wC2ptnFkG9rpIRENrI5srb5rDRTiVm4jbCitlcWNKa3R4xCBfB4uIP8k0aLFEtuqA6bTCwqbCF/GfPqoEhA2EyyYE+WdbJ6isZKjfbvvv2wvVrdfLfunGxoNEQQTNhb/EfAVBitMOthd+jG+131xeStZbzxF1VDgCMi5Kt5LR9SQwVw=');
INSERT INTO public.events VALUES (13, 'lettre', 'active_loop', 1795686028.7005796, NULL, 'courriel_form', 'v1:bafc73a4:du4QCiNmJksYfhpzeImQfLXM4XMeiFVUelvP3xFfo45I7ywmQX/sEOGoLgcSDDqruiQoLebxvFD0egnyaPB2xZlxiZ2FRlc7jnYRR0T/xVdnle63qBLT13UuOCnLT6i+oLqFk0UqG2EskegQl18=');
INSERT INTO public.events VALUES (14, 'lettre', 'slot', 1795686028.7005835, NULL, 'motif_courriel', 'v1:bafc73a4:gJ35NygBt5RCyESo7r4sMAQD9191431g7PAi8/AuXOTKNvaoRlDevCaueXntf4qe5Q97HvI7lKEICW9L8aapbhWLryc4745f2Vy+ENw4PK/tha2tmOXia85r0N8E9Sx7mKFRwciSgTxiOJvfEGq3sud/Bzbz3QTWOgHDLKeflvMHMhFj02Y=');
INSERT INTO public.events VALUES (15, 'lettre', 'action', 1795686028.704842, NULL, 'action_listen', 'v1:bafc73a4:dGIRy2PQtUjP8IlA2Q1I0DKr9eizTcSh5EgStclVHsUDMMkYTlDsQNIVT88ihCzP0MKE4venb1j+w0Gw3BRAXY/xKbprLA6oOhLCVa+3i/nHI6azZDfaXpupbN2NMwYjWg+nTXIs9ukZE/k9mRNAtkGOiCKFkEs8echlDmKFuZHK+v0fM1767Y/L+/NUQIfnAcjgsIldBCrZvOFNq6tDHIvT5FQHLVlPl/uguYtvPp302mxzBjLLl5Xm');
INSERT INTO public.events VALUES (16, 'lettre', 'user', 1795686028.7099066, 'informer', NULL, 'v1:bafc73a4:zi85Qdx1UJ9PDxvM6HE35zK98X/Yeb4ZDNl+wndvR8CnBsgsVyIn9dd7O2iJ8fznbnjhc+TzEPbSH9vlc28JkHa60nyf6wT2YVbdtIq1weA1UVi+51csbqo9Y3rAThf3j9QYPhRDizx8mcJ/9INGWip37oUiApEfZXmeNCtm6od7++59mXA5x0DeIBPSv4ELeYP+O5AwOOIc4ZgkOf+S5iHzUj9iNVExDRwYNAEYhwvpBz2tyvuk2kDh3pxv7MDKR+XkcOHSxWstGjK1DdJeFdtANZ6GY+1x1bPl0pmL/0e2fJpRIyC21VcxhsnRgli4K09TP+X1ydCQwN4DmckauX+2naYQBbglrpXcQxS58w0X/5q3z1L4ERmuafEIe4sBRP8qATgo');
INSERT INTO public.events VALUES (17, 'lettre', 'action', 1795686028.7099133, NULL, 'courriel_form', 'v1:bafc73a4:9tgo3A/SBwFoxk4M7fohFGPgpD6FsnGH9KUoRZ6p4CJ1UaKI9CBULqbQ9X+qgzNE4AkmX1SVv0pweD/W/g3AIdgYPgALVYrb/O5RiIqJMzUDy7XixOPkgtO3nZH/s19Zuj2HxX1NaPJ22DsGLyHBrCOZlX3aI67Rha9yeOm7DR7K0IR4CnhP/KIRHCFpAsS10nJWe4VOXopRruAi8K50lLz6BWxpRdx1S0lIIGd1mBoZgig9wLABDVYnbg==');
INSERT INTO public.events VALUES (18, 'lettre', 'slot', 1795686028.7075782, NULL, 'nom_naissance', 'v1:bafc73a4:2eu/pflFWaf2KeU9PdJWdBamohSK3YnbjNSmubcTK1j2gEi975KLe5UkzbV3qceHhkGXBfIbtVx/QwLm6fjRINmPGVE/6GsLJNzzWaMb4LqYZqSABLRig306wCWt5gf7X1zoI82n5aedLhh+DxuqCkvzD+I7em3SVs4=');
INSERT INTO public.events VALUES (19, 'lettre', 'action', 1795686028.7099195, NULL, 'action_listen', 'v1:bafc73a4:8k7xoqr8gOk3XxU2Djvlk21eW3WzoOEWf742au/JvOmDpXNxy2+sAAtwCNUzRy0edlpnOYjH3jcqoLcWdknQUekEdV8oJvvI4hvM4158l4bTMjAEBATuNUHtS7yJr5FKKobZS/1kepDz6LWt1hsST9kF//4bvlMmEX+d2R5cieuqZQ0OwidQbZ8yqvirbLSVExFxu5+blD6t2MClkyYNy4zne+IBOEgqm6sTVVKlg/Hkf2wqyUOOOleeqQ==');
INSERT INTO public.events VALUES (20, 'rappel', 'action', 1795686028.7154644, NULL, 'action_listen', 'v1:bafc73a4:Fxk3kd0yIq2jFnSJNkgvGZAQhVN3x/49ck66MTbguQOjjJXtFbP6U2dFuLMdBZaHB802t+VTC7tWaW/1nR+GFxhF1lPFp+PkfqAWJCFuU9yZ7NmTu9Kb28cT0fT9lbm57ZiKq6+LG05l6R/iIru3vHSRY55G6GgZwUlz94Vuz0jRXI5SHe5fB+uWfiPZXfeIFHOZi2oIr4fWUdAFB6AHZMFm88QGcWLCIBZPX83oyfbWA6fw8ZU9VinQ8Q==');
INSERT INTO public.events VALUES (21, 'rappel', 'user', 1795686028.716582, 'informer', NULL, 'v1:bafc73a4:6GziQ4JOwc5xLmKzNBYJPHUfYpuDUfgP5ChVLhl7d5A/MYmg9lVhUku83HckP+K8p+4eLcF+SvAAkeUsce9FBEzWLJcqVI/2bMykHxvVVnpfZ+vajUbGNbUyeOjmoI6bsy3//RHsDBDB74XBtcIZOclXJFWWKWmTl7FeEtwoHuf18rNb6DYiRE6I1lIZ27H2rr1eUjzNywA1mUUhCybZXM2XtQ0tYMRI8lalwHiehbo2OiCVK19FVoMLghZa/osj+BmfeK6jGaCxH+2xG60zf0Y3d3cC858/GzVjeMRoPY7WUV/zpOFE3iA756SdAcCMlYMtNc40p4Znsjs72z/Lf2jgbkayy35kB0SWw3XFzGHTBLd7TLrWchjGOtlH06lF+EEgpyC1Jq8jyDMyQv1vBiE=');
INSERT INTO public.events VALUES (22, 'rappel', 'action', 1795686028.7165935, NULL, 'rappel_form', 'v1:bafc73a4:K0wnJDYfrjyDUGAa1GYG5/Yt5Zw41S+HDhVxAcGq9ab+qXOEp1TZGH8iI6Bf8GxhbjJJWvxam9riKf4s/3TUEk3XuefMIgoNU06k0t4+BSt8BQJXyjCxRZxyS1/gcQoPZyyOgw0MjLcfNwmqGmdPEekVkMphwUpRiMJF9EvAtUFJ4n2uYXCsDCfWmFVf9JU8O5WzypcsQDy06iq4QtOZogA/JHuT5k33wQNVWzCAxrDfT43YF+klbCk=');
INSERT INTO public.events VALUES (23, 'rappel', 'active_loop', 1795686028.7137675, NULL, 'rappel_form', 'v1:bafc73a4:sWYGPIdaQ0BOtr6lwg3gVnJntZtWr74J+xrxFgiutkBs9LRL3O9DEDQamqbWZkZUPYVUQ4zS+suBL5UVDgEPqy85pYlv9C0jR8OYCvwWmSN9mQFXbpaWEqXqouXoJ4OEWjDcYElDrYm9/+mE');
INSERT INTO public.events VALUES (24, 'rappel', 'action', 1795686028.7166057, NULL, 'action_listen', 'v1:bafc73a4:K7rK1CM19lLWRUAcuBI7VUZTtyWxJ9nzQ1OXovJGoAs639ufQNauDYgWJADP/mwYVj/0IgyA6Sp5ZIJxkGaDzEGeSZOUdBlVyzOUd2QvnQrqHfTxe9VEVQuMNN5yEXATSobQpNSZF5njqoY2H43cF1hCFeytp2Ssuc9503YWelwm+u8S29Eq7ERisTcorzN8r2MfnXcUoMEenKTg2f8SNkuTr4SamtSry7eeMWzVcnU94fe4hbm6H2jMDQ==');
INSERT INTO public.events VALUES (25, 'rappel', 'user', 1795686028.724626, 'informer', NULL, 'v1:bafc73a4:4gutYCZJ+klT37YIOMQJE0pA7yNvXJFWXR9aRLdqSHVDIo+txAtcn5+WUD50lbEudm4+/dYF1Es7G2ZjVBmR07127pnxCvOfYBE60aHNgb/laZ1ZroYARMLoaCwpBX5lhDJdXKn+aNk9Nvw2IQ13REpWiSCUGqGLpD8csekncqX/RG2jtyu50qmeL/MXDOWACzfSx7TvFq6qtT67C43lClX4GdWGYhSeIez+bbAR5zFmUeVehiCPzRdOdwpSscEb3p+oXws19PqD+TebT2QdopFtvSgZPePrxSQ34GA9mHNI8OZHkzINcTmSXK3fOmnKk0AbDyq9Ty8Th5StyNPzWGtRBOt2eCssG2ZAaZqjQkZmaIVWH+7rmFZ5Gikw3WwxsV1ARKw=');
INSERT INTO public.events VALUES (26, 'rappel', 'action', 1795686028.7246308, NULL, 'rappel_form', 'v1:bafc73a4:CnKHQvD6eKRBENvG0tNofLP9YZx0pAHS6HYMfJ5O4Pv105jzNiZFwy8Wim/v/v3L/5T6mKDuMwqyyWSGKpKd8FaCUbRuyGpbTKJjzJtoW+atqaoiV5wlDQlaqtdFD6Hl0AOurBxLWfRcswewyhWpyuSETdYFbXlyCSzJlXuwXMGDLtRE9JAPTutEfKYnUOcIGe+vTBkT/YvbjGcpT2JAdrh98DFyos5J7HALRxZSwOpX4uvJf6hmGkM=');
INSERT INTO public.events VALUES (27, 'rappel', 'slot', 1795686028.7223923, NULL, 'rappel_nom', 'v1:bafc73a4:7dwxfxkhCGKkQP1yz3mjvKLPPLp07zEZdvSOZYpFMaXcE7RRrQVxXUBGTdqqlLW32mDWU83gRNC3S92lp2vj0NsimPRacP7AkDUF1BNggmrTBHOns89J27EpofYXe7BILiAqLUnHbZxmSXMBq//jRs2XD5Zorp4=');
INSERT INTO public.events VALUES (28, 'rappel', 'action', 1795686028.7246375, NULL, 'action_listen', 'v1:bafc73a4:RnZBaqbj79UuNuiyCXxDTdBOAL04FHUPSMIiG7lAE8rWNsFh8oYgt+kOUvr+HnKjdP8Nib7JeEfKFEDD1+QWVaMEH2wqqSea4X6hzB/HocPU/kGr7crrGs+W6YrGqq/anyPpX9kSHk3B7yoEk1x6FN8imduM2/52PQAEhVPqpDuimc2iucwZugD9n4twKvWdqx7w8wpKtQ4aSrVGvHPrmH3J2ye6uFVUbRJq+Bsr9z7q4f73qlhZRGT+6w==');
INSERT INTO public.events VALUES (29, 'rappel', 'user', 1795686028.7364001, 'informer', NULL, 'v1:bafc73a4:mI/T4YFiFeyQlG6BxuvmxLdqrq8GJV7TUMWCKbnMb6KSSdbhlYwEpGDURWTwfPQs5udDQ7qIOgWFbUp794izyome8sn618JvSpsidJHpZf4qYNBLfbfzce2o8g75U/GW6Nv4EEmHYbWdh4nXp4DE7BHaYWSBF8T5AMeNG62+xDeEsH/wctObBCi1aX5QluNEslAJx4+KlWhjsDUw/SrDdW98ACyGUEvwCh/fpRQGl3PmzjcuC3VHwh5fm62Y1ZBRDZvzspFwLRM+U2f/FNY3wdRuIXjGQcd6zL6BU30qYZmKVLA7UATWrC62c9c853i1GwLQmDOUfnwOg1KX9dZjg4YPWUIvQw1W8eVc+0/3S+S+ANwDWouIDVP6phFpzfNIjE6/bL+s+Na6zP3rlk2LpWTnJ7DKLQ==');
INSERT INTO public.events VALUES (30, 'rappel', 'action', 1795686028.7364051, NULL, 'rappel_form', 'v1:bafc73a4:/7Ca3tZlKCXaLfUi8roaPLl6TyD/uwCsS+gyeXFP0s4mYmAKhqrLy1seHf5+e+4jzvvs+BF9bneaNa5/kOWYVNUBemcwcl+eFdcXG+LBqL86VxdqxhXn4jqpw7E7Ch/Ll/FzbX2GackkmaCDh3W9e3HrYBoCuZdppzxauFlIO8fkxczQMDAmnX3RA20iR3BkQsu1EgpOf4QAd9LQbpy1mnDe6Ajg9wFv9Os4RgxsyLaf+mZW4Bkvq/c=');
INSERT INTO public.events VALUES (31, 'rappel', 'slot', 1795686028.7310803, NULL, 'rappel_telephone', 'v1:bafc73a4:ggiiA8gMQrrxDJ6/al0loZglOASetVQWnnO+0FbFBOUzEe42VjNnkJQysjV8DdEoRwhCUohsjWJ6X2VmtQQtCvar2DNl+JfSqm6mGrTLCqE4fcRbXnR7k7/vVNesHuGu5asBahsSp30oaQhXRsvWg3SjwujTQGfikIgJaDgT7PbeEkjxiQ==');
INSERT INTO public.events VALUES (32, 'rappel', 'action', 1795686028.7364106, NULL, 'action_listen', 'v1:bafc73a4:5H6IcCICPfEvx/KSQPYLXV2YugdSA+EGVIC8C6LYrDkn2yw/Dtr+6PAhFXhiVWT+42wJoeEiSFpxpicGJ006romtwSrP5hXKHsNRZMXqs6Z5BJOM0NAHHFcT5eKBV0gyDYZT0+/u3RRwUuJqodEAo4Iq5MaMX+00iORinM7Q5Oo3nBi0XFUHEEuatikf3nqArDNFu0+/xAd3XZbxj3O3lOqOVlccBwGgPujycCaCRCI+HfLc/FD6LuHrXg==');
INSERT INTO public.events VALUES (33, 'rappel', 'user', 1795686028.7475567, 'informer', NULL, 'v1:bafc73a4:lvjeKOlU1Szu0Mhw60FG8F7Ne4IoxW5IjKK3nSfN8wTDtjlZld9DF5C/P9mqd8o/g4AI7PyVYarhrM8FsBKUjZjTgp61jj3Vy73De0iROT3lEPca54cu2ouAg3RaVRl6PtDCPxQpxuRkD58SklmJr8o2CnC/TMJxILVnXEUDuo3vUizqZwlC/ZeTnfPEpxW/Zj5grVjodzPH1ZJtKWZD7GKD4ooHu5agla6QER2AJ14KmbaafksMyys4852ubPJv/53B5f35MwGnIW7XbVxhRq0s4+3zUNJ9uToJ9oWD81pRN946fJ4z+Wl5neYAuG+Ta4Hr9kmF2OzJrhKB+sexcCyPDMTE+UY5+ZA7O2RAN6z30vvtnzt/cXAfVZqHg2WgXggPnY3K');
INSERT INTO public.events VALUES (34, 'rappel', 'action', 1795686028.7475634, NULL, 'rappel_form', 'v1:bafc73a4:2moqt0BPdnCrSrsC4dSRoNVy9+UQ8QV5bHzlqIUR9jyta8Lqz7OquFP1rNjQQ0y6s4BVnMwRvgr/296KU3+e+YlY8sdJW3u7bcOhPh0H7vbHFVsXye9F/e8haFWtuNFUB1/jTzQHu4tfDNQ7jCBYDHyrfq1lF7nVhgOOMU7/rxe6OrCBmuqGENtrxpDo1bGVbUFGKQ1AQF6jYqEvbJKCqeRq7wJFJENQBB5oHpVnj2rUphRZfbRkVX4=');
INSERT INTO public.events VALUES (35, 'rappel', 'slot', 1795686028.7424781, NULL, 'rappel_moment', 'v1:bafc73a4:TtkoQlp6QQj+JTQfLf1UIa0v3ePrdiAy/Zr/kHG8SwTXSCg0asqZPPBAtX5qj2qgBF+2epIPnqKU3oPCtKJm4Zdi44HqbiiLG5rCCVwqJxo4WPQj3bw9cabGWi6mjCbUTM/unJMESuTTHJ1gr2a0grUOW16vu0+kLcs=');
INSERT INTO public.events VALUES (36, 'rappel', 'slot', 1795686028.7424798, NULL, 'requested_slot', 'v1:bafc73a4:o84dynkBGjk2feG0vwLkxJhDvcU7HPcCPGxgzHO26+fLDqOtyL7VVsmM6sf60G/froFwAx/rtHJHoY+g4zG55+nOhclpsK98Pg1ABuBvaNR9Omum//sFmqxiwQfT7bPTf6UjNpBX8HEkxjhZwfmXAq9TDQPBQsw=');
INSERT INTO public.events VALUES (37, 'rappel', 'active_loop', 1795686028.7424822, NULL, NULL, 'v1:bafc73a4:1wGXL9rL3b3NObh99L5VJZHLPTObeRjcDiQL5wkCe56OHhDoYTzV/3JRayMITG7EnMqw03/bP24A1bXM8QrsSaK74Q/1nrF6a5T28HLo6J3XA6X4lOiG5i5KDIhmpZka9aWc');
INSERT INTO public.events VALUES (38, 'rappel', 'action', 1795686028.747571, NULL, 'action_enregistrer_rappel', 'v1:bafc73a4:Hv3wimzn5IUA0aDxkbrIjZkAA9dL0fp2e1V6i94Nu/qCxvVWlCWgcT/TEVMqh9+G+xhpSxog9WZtwFtaT9Bmlq6u+CENZeFrfNLcmOsKuQpWOt2ZDbfKqQnxnlLjiDcL506KcFdziMHHDBBx9kPIRoQjjS2lrnN4jGJhrfmAXZGpmxb0t14ZHnOHE5tecuFxj4BbLZOiIRAaNfaUmD1EU9CxqhfGXLl8C7wgAyMi+rnc65j2V8wK9omC6JjaL1DvhhiQExPs');
INSERT INTO public.events VALUES (39, 'rappel', 'slot', 1795686028.7424846, NULL, 'rappel_nom', 'v1:bafc73a4:TdJOMepG8Bq2ZB5UwUzIBPT3Yv5c1vdtGSYBLXoFGwavPkkDPUGo0PnFz2B7j5nbBBOn/bPNdA8JGD1pdckbhQ5gcO1c45dRqGAoBWf6uFzUksA+OQqMqseU93yvae7Byli9yFYYMFs2gYfQOMac47yL4Q==');
INSERT INTO public.events VALUES (40, 'rappel', 'slot', 1795686028.7424853, NULL, 'rappel_telephone', 'v1:bafc73a4:IylSdrCpbFZ1SuLW8i1hyp1XMIXy3RhMj2wHzM96RcwuKgX3eXgOmV4oAIhl+ox8jEfO6PdjQiIUbj+8rL1ocpcUy9XoABBZZ/hN/G33Ea9BufzyQRQ3xtKL/VHKjf71wwVUMnkPYm/DJr7rQnD9Frp0rXbVEVpgDg==');
INSERT INTO public.events VALUES (41, 'rappel', 'slot', 1795686028.742486, NULL, 'rappel_moment', 'v1:bafc73a4:Sa4IHyk30Rk3SibRtMLu+NdHcZ2Wp2DlvsSMu6MBA7xCUev9yi03s67XQsK6b307FBCwcXfmn7NleGd9WiFGS/hqId1he2KpNR9fWHKYbhOP/+yMLI2bBJsRwtOkOf2YYR1jbE+QV4Scc3L+CtJRG7tC7ZOj');
INSERT INTO public.events VALUES (42, 'rappel', 'action', 1795686028.747576, NULL, 'action_listen', 'v1:bafc73a4:we5bzxgqwNMM1w6VfI6U/vUb1SamD3kNwPKZ2nvIbaf5YzM+3e+yPfaOREgbCSp+XoVdJSJulieAmHHCiQ5i6QyJZXaTd99eJEnXvjafN0quU9iWO+SXBqDtHM4kMXqQGksXqk12WLxOdfSvXjTsqfOp53ZdUQqsIwBy88aqp6D/2IPgJJaiBfHedUVFkU+Pvv4GIcSaX9me3c+H13d/c0cGOK938YdpxBXhs8mBGjh/kZyWhtFtBuLh');
INSERT INTO public.identites VALUES ('lettre', 1795686028.7108772);
INSERT INTO public.rappels VALUES (1, 'rappel', '2026-11-26 09:40:28.756867+00', 'v1:f9d68931:LK/y491Zpw45+UPB1okXfcBV7ujddKdV3LpUmQUd2OVtxg==', 'v1:f9d68931:Kvoo+51QEF0yH71aCk8YZRxSQWXMRp+YhJL0jAGYVj8PX45bnzvlNyVk', 'v1:f9d68931:i8S53UZZDJb3J+0O3xFIMOYSoHh8LckvzyQPvx/vNL0jyQ==');
SELECT pg_catalog.setval('public.events_id_seq', 42, true);
SELECT pg_catalog.setval('public.rappels_id_seq', 1, true);
ALTER TABLE ONLY public.avis
    ADD CONSTRAINT avis_pkey PRIMARY KEY (cle);
ALTER TABLE ONLY public.conversations_teams
    ADD CONSTRAINT conversations_teams_pkey PRIMARY KEY (sender_id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identites
    ADD CONSTRAINT identites_pkey PRIMARY KEY (sender_id);
ALTER TABLE ONLY public.rappels
    ADD CONSTRAINT rappels_pkey PRIMARY KEY (id);
CREATE INDEX ix_avis_intention ON public.avis USING btree (intention);
CREATE INDEX ix_events_sender_id ON public.events USING btree (sender_id);
CREATE INDEX ix_rappels_sender_id ON public.rappels USING btree (sender_id);

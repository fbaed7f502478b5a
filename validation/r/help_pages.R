# Analyses of the help pages of metadat (dat.i... to dat.z...) and metafor (m to z), as an analyst
# writes them: data in, numbers out, with the call that gave them. The pages' own calls, with
# iterations carried to the end. Writes tests/golden/help_pages.json. Run from the top of the
# repository: Rscript validation/r/help_pages.R

suppressMessages(library(metafor))
library(metadat)
library(jsonlite)

ctl <- list(threshold = 1e-13, maxiter = 10000)
mvc <- list(optimizer = "nlminb", rel.tol = 1e-10)
sets <- list()
cases <- list()
told <- function(m) {
  if (!inherits(m, "rma")) return(m)
  out <- list(b = c(m$beta), se = m$se, statistic = m$zval, ci_lb = m$ci.lb, ci_ub = m$ci.ub,
    q = m$QE, qp = m$QEp)
  # What an optimiser leaves is much larger in a small p than in the statistic.
  if (!inherits(m, "rma.mv") || inherits(m, "robust.rma")) out$pval <- m$pval
  if (m$p > 1) out <- c(out, list(qm = m$QM, qmp = m$QMp))
  if (inherits(m, "rma.uni")) out$tau2 <- m$tau2
  if (inherits(m, "rma.mv")) {
    parts <- c(if (m$withS) m$sigma2, if (m$withG) c(m$tau2, m$rho))
    out <- c(out, list(parts = parts, ll = m$fit.stats["ll", if (m$method == "ML") 1 else "REML"]))
  }
  out
}
case <- function(id, data, expr, show = expr) {
  cases[[length(cases) + 1]] <<- list(id = id, data = data,
    call = paste(trimws(deparse(substitute(expr))), collapse = " "), out = told(expr))
}
set <- function(name, d) sets[[name]] <<- as.list(as.data.frame(lapply(d, function(x)
  if (is.numeric(x)) c(x) else as.character(x))))

# Accuracy of tests: Egger's test, on the number of people, and on the effective size (Deeks).
dat <- dat.kearon1998
dat <- dat[dat$patients == "asymptomatic" & !is.na(dat$tp) & !is.na(dat$tn), c("tp", "np", "tn", "nn")]
set("kearon1998", dat)
dat <- escalc("OR", ai = tp, n1i = np, ci = nn - tn, n2i = nn, data = dat, add = 1/2, to = "all")
res <- rma(yi, vi, data = dat, control = ctl)
case("effects/kearon1998", "kearon1998", res)
test <- function(t) list(statistic = t$zval, pval = t$pval)
case("regtest/kearon1998/sei", "kearon1998", test(regtest(res, model = "lm")))
case("regtest/kearon1998/ni", "kearon1998", test(regtest(res, model = "lm", predictor = "ni")))
dat$invessi <- 1 / (4 * dat$np) + 1 / (4 * dat$nn)
ess <- rma(yi, invessi, data = dat, control = ctl)
case("regtest/kearon1998/ess", "kearon1998", test(regtest(ess, model = "lm")))

# Shared groups and several tasks: vcalc, three levels, both kinds of robust.
dat <- dat.knapp2017
dat$task.diff <- unlist(lapply(split(dat, dat$study), function(x) {
  task <- as.integer(factor(x$task))
  hard <- as.integer(factor(x$difficulty))
  hard[is.na(hard)] <- 1
  paste0(task, ".", hard)
}))
set("knapp2017", dat[c("study", "comp", "group1", "group2", "n_sz", "n_hc", "task.diff", "difficulty",
  "yi", "vi")])
R <- matrix(0.4, nrow = 8, ncol = 8)
R[5:8, 1:4] <- R[1:4, 5:8] <- 0.28
diag(R[1:4, 5:8]) <- diag(R[5:8, 1:4]) <- 0.7
diag(R) <- 1
rownames(R) <- colnames(R) <- paste0(rep(1:2, each = 4), ".", 1:4)
V <- vcalc(vi, cluster = study, grp1 = group1, grp2 = group2, w1 = n_sz, w2 = n_hc, obs = task.diff,
  rho = R, data = dat)
case("vcalc/knapp2017", "knapp2017", list(rho = unname(R), lower = V[lower.tri(V) & V != 0]))
res <- rma.mv(yi, V, random = ~ 1 | study/comp, data = dat, control = mvc)
case("rma.mv/knapp2017", "knapp2017", res)
case("robust/knapp2017", "knapp2017", robust(res, cluster = study))
case("robust/knapp2017/clubSandwich", "knapp2017", robust(res, cluster = study, clubSandwich = TRUE))

# Four times: autocorrelated errors and effects.
dat <- dat.ishak2007
dat <- reshape(dat, direction = "long", idvar = "study", v.names = c("yi", "vi"),
  varying = list(c(2, 4, 6, 8), c(3, 5, 7, 9)))
dat <- dat[order(dat$study, dat$time), ]
dat <- dat[!is.na(dat$yi), c("study", "time", "yi", "vi")]
set("ishak2007", dat)
V <- vcalc(vi, cluster = study, time1 = time, phi = 0.97, data = dat)
case("vcalc/ishak2007", "ishak2007", list(lower = V[lower.tri(V) & V != 0]))
case("rma.mv/ishak2007", "ishak2007", rma.mv(yi, V, mods = ~ factor(time) - 1, random = ~ time | study,
  struct = "HAR", data = dat, control = mvc))

# The studies' own covariances.
dat <- dat.berkey1998
set("berkey1998", dat[c("trial", "outcome", "yi", "vi", "v1i", "v2i")])
V <- vcalc(vi = 1, cluster = trial, rvars = c(v1i, v2i), data = dat)
res <- rma.mv(yi, V, mods = ~ outcome - 1, random = ~ outcome | trial, struct = "UN", data = dat,
  control = mvc)
case("rma.mv/berkey1998", "berkey1998", res)
case("robust/berkey1998", "berkey1998", robust(res, cluster = trial))
case("anova/berkey1998", "berkey1998", {
  found <- anova(res, X = c(1, -1))
  list(b = c(found$Xb), se = c(found$se), pval = c(found$pval))
})
dat <- dat.assink2016
set("assink2016", dat[c("study", "esid", "deltype", "yi", "vi")])
V <- vcalc(vi, cluster = study, type = deltype, obs = esid, data = dat, rho = c(0.7, 0.5))
case("vcalc/assink2016", "assink2016", list(sum = sum(V), lower = V[lower.tri(V) & V != 0][1:200]))

# Schools in districts.
dat <- dat.konstantopoulos2011
set("konstantopoulos2011", dat[c("district", "school", "yi", "vi")])
res <- rma.mv(yi, vi, random = ~ 1 | district/school, data = dat, control = mvc)
case("rma.mv/konstantopoulos2011", "konstantopoulos2011", res)
case("robust/konstantopoulos2011", "konstantopoulos2011", robust(res, cluster = district))

# Counts: Mantel-Haenszel, Peto, mixed models.
dat <- dat.lau1992
set("lau1992", dat[c("trial", "ai", "n1i", "ci", "n2i")])
mh <- function(m) list(b = c(m$beta), se = m$se, ci_lb = m$ci.lb, ci_ub = m$ci.ub, q = m$QE, qp = m$QEp,
  i2 = m$I2, mh = m$MH, mhp = m$MHp, ta = m$TA, tap = m$TAp)
case("rma.mh/lau1992", "lau1992", mh(rma.mh(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat)))
dat <- dat.yusuf1985
dat <- dat[dat$table == "6" & !is.na(dat$ai), ]
set("yusuf1985", dat[c("ai", "n1i", "ci", "n2i")])
case("rma.peto/yusuf1985", "yusuf1985", {
  m <- rma.peto(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat)
  list(b = c(m$beta), se = m$se, ci_lb = m$ci.lb, ci_ub = m$ci.ub, q = m$QE, qp = m$QEp, i2 = m$I2)
})
dat <- dat.pritz1997
set("pritz1997", dat[c("xi", "ni")])
case("rma.glmm/pritz1997", "pritz1997", {
  m <- rma.glmm(measure = "PLO", xi = xi, ni = ni, data = dat)
  p <- predict(m)
  list(b = c(m$beta), se = m$se, pi_lb = p$pi.lb, pi_ub = p$pi.ub)
})
dat <- escalc("PLO", xi = xi, ni = ni, data = dat)
case("effects/pritz1997", "pritz1997", rma(yi, vi, data = dat, control = ctl))

# Groups of studies, factors, influence.
dat <- dat.linde2005[-c(5, 6, 26), ]
set("linde2005", dat[c("ai", "n1i", "ci", "n2i", "group")])
dat <- escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat)
case("moderated/linde2005", "linde2005", rma(yi, vi, mods = ~ factor(group) - 1, data = dat, method = "DL"))
dat <- dat.mcdaniel1994
dat <- dat[!is.na(dat$type), ]
set("mcdaniel1994", dat[c("ri", "ni", "type")])
dat <- escalc("ZCOR", ri = ri, ni = ni, data = dat)
case("moderated/mcdaniel1994", "mcdaniel1994", rma(yi, vi, mods = ~ factor(type), data = dat, control = ctl))
dat <- dat.viechtbauer2021
set("viechtbauer2021", dat[c("trial", "nTi", "nCi", "xTi", "xCi", "dose")])
dat <- escalc("OR", ai = xTi, n1i = nTi, ci = xCi, n2i = nCi, add = 1/2, to = "all", data = dat)
res <- rma(yi, vi, mods = ~ dose, data = dat, method = "DL")
case("moderated/viechtbauer2021", "viechtbauer2021", res)
case("influence/viechtbauer2021", "viechtbauer2021", {
  inf <- influence(res)$inf
  list(rstudent = c(inf$rstudent), cook_d = c(inf$cook.d), cov_r = c(inf$cov.r), hat = c(inf$hat),
    tau2_del = c(inf$tau2.del))
})
case("lack of fit/viechtbauer2021", "viechtbauer2021", {
  m <- suppressWarnings(rma(yi, vi, mods = ~ dose + factor(dose), data = dat, method = "DL", btt = 3:9))
  list(statistic = m$QM, pval = m$QMp)
})

# A network as contrasts with placebo, heterogeneity the same for all: rma.mv with rho = 1/2.
dat <- dat.senn2013[c(1, 4:2, 5:6)]
set("senn2013", setNames(dat[c("study", "treatment", "mi", "sdi", "ni")],
  c("study", "treatment", "mean", "sd", "n")))
dat <- to.wide(dat, study = "study", grp = "treatment", ref = "placebo", grpvars = 4:6)
dat <- escalc("MD", m1i = mi.1, sd1i = sdi.1, n1i = ni.1, m2i = mi.2, sd2i = sdi.2, n2i = ni.2, data = dat)
V <- bldiag(lapply(split(dat, dat$study), function(x) {
  v <- matrix(x$sdi.2[1]^2 / x$ni.2[1], nrow = nrow(x), ncol = nrow(x))
  diag(v) <- x$vi
  v
}))
dat <- contrmat(dat, grp1 = "treatment.1", grp2 = "treatment.2")
case("network/senn2013", "senn2013", {
  m <- rma.mv(yi, V, mods = ~ acarbose + benfluorex + metformin + miglitol + pioglitazone +
    rosiglitazone + sitagliptin + sulfonylurea + vildagliptin - 1, random = ~ comp | study, rho = 1/2,
    data = dat, control = mvc)
  list(names = rownames(m$beta), b = c(m$beta), ci_lb = m$ci.lb, ci_ub = m$ci.ub, tau2 = m$tau2)
})

# Selection with weights chosen beforehand (Vevea and Woods 2005).
dat <- dat.cohen1981
set("cohen1981", dat[c("ri", "ni")])
dat <- escalc("ZCOR", ri = ri, ni = ni, data = dat)
res <- rma(yi, vi, data = dat, method = "ML", control = ctl)
steps <- c(0.005, 0.01, 0.05, 0.10, 0.25, 0.35, 0.50, 0.65, 0.75, 0.90, 0.95, 0.99, 0.995, 1)
severe <- c(1, 0.99, 0.90, 0.75, 0.60, 0.50, 0.40, 0.35, 0.30, 0.25, 0.10, 0.10, 0.10, 0.10)
case("selmodel/cohen1981", "cohen1981", {
  m <- selmodel(res, type = "stepfun", steps = steps, delta = severe)
  list(steps = steps, delta = severe, b = c(m$beta), tau2 = m$tau2)
})

versions <- function(...) setNames(lapply(c(...), function(p) as.character(packageVersion(p))), c(...))
write(toJSON(list(what = "analyses of help pages", script = "validation/r/help_pages.R",
  R = R.version.string, pkg = versions("metafor", "metadat"), data = sets, cases = cases),
  digits = I(17), auto_unbox = TRUE, na = "null", pretty = FALSE), "tests/golden/help_pages.json")

# Copas and Shi's selection model: the likelihood by integrals of the bivariate normal density, the
# error's own variance by integrals of a truncated one, and the maximum by searches from many
# starts, polished with derivatives by Richardson's extrapolation. Written from the papers
# (doi:10.1093/biostatistics/1.3.247, doi:10.1177/096228020101000402): R's metasens is not among
# Debian's packages. Writes tests/golden/copas.json. Run from the top of the repository:
#   Rscript validation/r/copas.R

library(metadat)
library(numDeriv)
library(jsonlite)
suppressMessages(library(metafor))

bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
hackshaw <- dat.hackshaw1998
teachers <- dat.raudenbush1985
sets <- list(
  hackshaw = list(yi = c(hackshaw$yi), vi = c(hackshaw$vi)),
  bcg = list(yi = c(bcg$yi), vi = c(bcg$vi)),
  teachers = list(yi = c(teachers$yi), vi = c(teachers$vi))
)
cases <- list()
add <- function(family, input, args, out) {
  name <- paste(c(family, input, unlist(args)), collapse = "/")
  cases[[length(cases) + 1]] <<- list(id = name, family = family, input = input, args = args, out = out)
}

# log Phi and its hazard as R has them, good in both tails.
lambda <- function(x) exp(dnorm(x, log = TRUE) - pnorm(x, log.p = TRUE))
log_likelihood <- function(p, yi, si, u) {
  # p: mu, beta, rho, tau2
  s2 <- si^2 / (1 - p[3]^2 * lambda(u) * (u + lambda(u)))
  total <- s2 + p[4]
  r <- yi - p[1] - p[2] * si
  rt <- p[3] * sqrt(s2 / total)
  sum(dnorm(r, 0, sqrt(total), log = TRUE) - pnorm(u, log.p = TRUE) +
    pnorm((u + rt * r / sqrt(total)) / sqrt(1 - rt^2), log.p = TRUE))
}

# The same by integrals, without the formulas of a truncated normal distribution.
tight <- function(f, low, high) {
  integrate(f, low, high, rel.tol = 1e-11, abs.tol = 0, subdivisions = 10000)$value
}
by_integrals <- function(p, yi, si, u) {
  sum(mapply(function(y, s, at) {
    # Error e = sigma (rho z + sqrt(1 - rho^2) w) with z > -at where published: its variance in sigma^2.
    mass <- tight(dnorm, -at, 12)
    m1 <- tight(function(z) z * dnorm(z), -at, 12) / mass
    m2 <- tight(function(z) z^2 * dnorm(z), -at, 12) / mass
    sigma <- s / sqrt(p[3]^2 * (m2 - m1^2) + 1 - p[3]^2)
    r <- y - p[1] - p[2] * s
    # Density of y with the propensity's noise at z, over all z that publish.
    spread <- sqrt((1 - p[3]^2) * sigma^2 + p[4])
    top <- p[3] * sigma * r / (sigma^2 + p[4]); wide <- 12 * spread / sqrt(sigma^2 + p[4])
    low <- max(-at, top - wide); high <- min(12, top + wide)
    log(tight(function(z) dnorm(r, p[3] * sigma * z, spread) * dnorm(z), low, high) / mass)
  }, yi, si, u))
}

# Highest point: many starts, then Newton on derivatives by extrapolation, bounds held where they
# bind. The search is in mu, beta, atanh(rho) and tau2, with rho no further from 0 than 0.9999.
FURTHEST <- atanh(0.9999)
highest <- function(yi, si, u, side = 0) {
  sloped <- side != 0
  free <- if (sloped) 1:4 else c(1, 3, 4)
  whole <- function(q) { p <- c(0, 0, 0, 0); p[free] <- q; p[3] <- tanh(p[3]); p }
  down <- function(q) -log_likelihood(whole(q), yi, si, u)
  low <- c(-Inf, -Inf, if (side > 0) 0 else -FURTHEST, 0)[free]
  high <- c(Inf, Inf, if (side < 0) 0 else FURTHEST, Inf)[free]
  best <- NULL
  for (rho in c(-0.99, -0.7, -0.3, 0.3, 0.7, 0.99)) for (tau2 in c(0.1, 1, 5) * median(si^2)) {
    for (mu in c(mean(yi), weighted.mean(yi, 1 / si^2), 0)) {
      found <- nlminb(pmin(pmax(c(mu, 0, atanh(rho), tau2)[free], low), high), down, lower = low, upper = high,
        control = list(rel.tol = 1e-14, x.tol = 1e-12, eval.max = 5000, iter.max = 2000))
      if (is.null(best) || found$objective < best$objective) best <- found
    }
  }
  q <- best$par
  inside <- q > low + 1e-6 & q < high - 1e-6
  q <- ifelse(inside, q, ifelse(q - low < high - q, low, high))
  for (step in 1:6) {
    part <- function(x) { q2 <- q; q2[inside] <- x; down(q2) }
    move <- solve(hessian(part, q[inside]), grad(part, q[inside]))
    q[inside] <- q[inside] - move
  }
  part <- function(x) { q2 <- q; q2[inside] <- x; down(q2) }
  list(p = whole(q), value = -down(q), se = sqrt(solve(hessian(part, q[inside]))[1, 1]))
}

strength <- function(si, least, most) {
  g1 <- (qnorm(most) - qnorm(least)) / (1 / min(si) - 1 / max(si))
  c(qnorm(least) - g1 / max(si), g1)
}
for (name in names(sets)) {
  yi <- sets[[name]]$yi; si <- sqrt(sets[[name]]$vi)
  for (least in c(0.9, 0.6, 0.3)) {
    gamma <- strength(si, least, 0.99)
    u <- gamma[1] + gamma[2] / si
    args <- list(least_precise = least, most_precise = 0.99)
    for (p in list(c(0.1, 0, 0.5, 0.02), c(-0.2, 0.4, -0.9, 0.3), c(0.3, -1, 0.95, 0.2))) {
      add("likelihood", name, c(args, list(parameters = p)), list(l = by_integrals(p, yi, si, u)))
    }
    m <- highest(yi, si, u)
    # As in metasens: with a slope, selection is to the side the funnel leans to.
    sloped <- highest(yi, si, u, sign(coef(lm(yi ~ si, weights = 1 / si^2))[["si"]]))
    add("fit", name, args, list(gamma0 = gamma[1], gamma1 = gamma[2], b = m$p[1], se = m$se,
      ci_lb = m$p[1] - qnorm(0.975) * m$se, ci_ub = m$p[1] + qnorm(0.975) * m$se,
      zval = m$p[1] / m$se, rho = m$p[3], tau2 = m$p[4], ll = m$value,
      unpublished = sum((1 - pnorm(u)) / pnorm(u)), residual = max(0, 2 * (sloped$value - m$value)),
      residual_p = pchisq(max(0, 2 * (sloped$value - m$value)), 1, lower.tail = FALSE)))
  }
  m <- rma(yi, si^2, method = "ML", control = list(threshold = 1e-13, tol = 1e-13, maxiter = 10000))
  add("unselected", name, list(gamma0 = 12, gamma1 = 0), list(b = c(m$beta), tau2 = m$tau2,
    ll = c(logLik(m))))
}

write_json(list(
  what = "Copas and Shi's selection model, by numerical integration and many starts",
  script = "validation/r/copas.R", R = R.version.string,
  pkg = list(metafor = as.character(packageVersion("metafor")),
    metadat = as.character(packageVersion("metadat")),
    numDeriv = as.character(packageVersion("numDeriv"))),
  inputs = sets, cases = cases
), "tests/golden/copas.json", digits = NA, auto_unbox = TRUE, pretty = FALSE, null = "null")

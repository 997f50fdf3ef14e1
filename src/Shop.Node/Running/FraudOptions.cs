using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Shop.Fraud;

namespace Shop.Node.Running;

/// <summary>The options of <c>run</c> that say what makes an order suspect.</summary>
internal static class FraudOptions
{
    private static readonly FraudLimits Defaults = new();

    private static readonly Option<decimal> HoldOver = Amount("--hold-over", "Orders that cost more wait for a person.", Defaults.HoldOver);

    private static readonly Option<decimal> RefuseOver = Amount("--refuse-over", "Orders that cost more are refused.", Defaults.RefuseOver);

    private static readonly Option<decimal> NewCustomerOver = Amount(
        "--new-customer-over", "Orders that cost more wait for a person if their customer has never paid yet.", Defaults.NewCustomerOver);

    private static readonly Option<int?> OrdersMax = new("--orders-per-hour")
    {
        Description = "How many orders of a customer within an hour are not held, 1 to 20. Default: any number.",
    };

    private static readonly Option<string[]> HeldCountries = new("--hold-country")
    {
        Description = "Orders to this country wait for a person; may be given several times.",
        HelpName = "COUNTRY",
    };

    private static readonly Option<TimeSpan> ReviewTimeout = new("--review-timeout")
    {
        Description = "How long an order waits for a person before it is refused, such as 08:00:00.",
        DefaultValueFactory = _ => Defaults.ReviewTimeout,
    };

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        OrdersMax.Validators.Add(result => Check(result, text => int.TryParse(text, out var n) && n is >= 1 and <= 20, "a whole number from 1 to 20"));
        ReviewTimeout.Validators.Add(result => Check(
            result, text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero, "a span of time such as 08:00:00"));
        foreach (var option in (Option[])[HoldOver, RefuseOver, NewCustomerOver, OrdersMax, HeldCountries, ReviewTimeout])
        {
            command.Add(option);
        }
    }

    /// <summary>What was given.</summary>
    public static FraudLimits Read(ParseResult parsed) => new()
    {
        HoldOver = parsed.GetValue(HoldOver),
        RefuseOver = parsed.GetValue(RefuseOver),
        NewCustomerOver = parsed.GetValue(NewCustomerOver),
        OrdersMax = parsed.GetValue(OrdersMax),
        HeldCountries = parsed.GetValue(HeldCountries) ?? [],
        ReviewTimeout = parsed.GetValue(ReviewTimeout),
    };

    private static Option<decimal> Amount(string name, string description, decimal standard)
    {
        var option = new Option<decimal>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result => Check(
            result,
            text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && amount >= 0,
            "an amount of 0 or more"));
        return option;
    }

    private static void Check(OptionResult result, Predicate<string> isValid, string wanted)
    {
        if (result.Tokens is [var token, ..] && !isValid(token.Value))
        {
            result.AddError($"{result.Option.Name} takes {wanted}, not '{token.Value}'.");
        }
    }
}

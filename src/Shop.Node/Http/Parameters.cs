using Actors.Hosting.Http.ReadModels;

namespace Shop.Node.Http;

/// <summary>The parameters that several addresses take.</summary>
internal static class Parameters
{
    public const int LimitDefault = 100;
    public const int LimitMax = 10_000;

    public static ReadModelParameter After { get; } = new("after", "The 'next' of the page before.");

    public static ReadModelParameter Limit { get; } = new("limit", "How many entries a page has: 1 to 10,000; 100 unless given.", "integer");

    public static ReadModelParameter From { get; } = new("from", "The start of the span, which is in it.", "string", "date-time");

    public static ReadModelParameter To { get; } = new("to", "The end of the span, which is not in it.", "string", "date-time");

    public static int LimitOf(ReadModelRequest request) => (int)request.Number("limit", LimitDefault, 1, LimitMax);
}

namespace Actors.Schema;

/// <summary>A query as the runtime sees it.</summary>
/// <param name="Answer">Answers from a state.</param>
/// <param name="AnswerCodec">Turns the answer into bytes.</param>
internal sealed record QueryDefinition(Func<object, object, object> Answer, IMessageCodec AnswerCodec);
